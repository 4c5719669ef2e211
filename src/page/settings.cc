// SPDX-License-Identifier: Apache-2.0
#include "page/settings.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/strings.h"

namespace certseal {
namespace {

template <typename Map>
std::vector<std::string> Keys(const Map& map) {
  std::vector<std::string> keys;
  keys.reserve(map.size());
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

// A limit as a person writes it: 0.5, 12.
std::string Plain(double number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return std::string(buffer, end);
}

}  // namespace

Settings::Settings(Source source, const Statement& statement,
                   const Named& named)
    : source_(source),
      statement_(statement),
      named_(named),
      used_(statement.children.size()) {}

void Settings::Fail(Position at, std::string_view message, std::vector<std::string> hints) {
  if (!errors_.empty()) return;
  errors_.push_back(SyntaxError(source_, at, message, std::move(hints)));
}

const Statement* Settings::Find(std::string_view word, bool required, size_t least,
                                size_t most) {
  asked_.emplace_back(word);
  const Statement* found = nullptr;
  for (size_t i = 0; i < statement_.children.size(); ++i) {
    const Statement& child = statement_.children[i];
    if (child.word != word) continue;
    if (found != nullptr) Fail(child.at, StrCat("\"", word, "\" is given twice"));
    found = &child;
    used_[i] = true;
  }
  if (found == nullptr) {
    if (required) {
      Fail(statement_.at, StrCat("\"", statement_.word, "\" needs \"", word, "\""));
    }
    return nullptr;
  }
  if (found->has_block) Fail(found->at, StrCat("\"", word, "\" takes no block"));
  if (found->values.size() < least || found->values.size() > most) {
    const std::string count =
        least == most ? StrCat(least) : StrCat(least, " to ", most);
    Fail(found->at,
         StrCat("\"", word, "\" takes ", count, most == 1 ? " value" : " values",
                ", not ", found->values.size()));
  }
  return errors_.empty() ? found : nullptr;
}

bool Settings::InRange(const Value& value, double low, double high) {
  if (value.kind != Value::Kind::kNumber) {
    Fail(value.at, "expected a number");
    return false;
  }
  if (value.number < low || value.number > high) {
    Fail(value.at, StrCat("must be from ", Plain(low), " to ", Plain(high)));
    return false;
  }
  return true;
}

void Settings::Numbers(std::string_view word, size_t least, size_t most, double low,
                       double high,
                       const std::function<void(const std::vector<double>&)>& take,
                       bool required) {
  const Statement* found = Find(word, required, least, most);
  if (found == nullptr) return;
  std::vector<double> numbers;
  for (const Value& value : found->values) {
    if (!InRange(value, low, high)) return;
    numbers.push_back(value.number);
  }
  take(numbers);
}

void Settings::Number(std::string_view word, double low, double high, double& out,
                      bool required) {
  Numbers(
      word, 1, 1, low, high, [&](const auto& n) { out = n[0]; }, required);
}

void Settings::Integer(std::string_view word, int low, int high, int& out,
                       bool required) {
  const Statement* found = Find(word, required, 1, 1);
  if (found == nullptr || !InRange(found->values[0], low, high)) return;
  const double number = found->values[0].number;
  if (number != std::floor(number)) {
    Fail(found->values[0].at, "expected a whole number");
    return;
  }
  out = static_cast<int>(number);
}

void Settings::String(std::string_view word, std::string& out, bool required) {
  const Statement* found = Find(word, required, 1, 1);
  if (found == nullptr) return;
  if (found->values[0].kind != Value::Kind::kString) {
    Fail(found->values[0].at, "expected a string in double quotes");
  }
  out = found->values[0].text;
}

void Settings::Flag(std::string_view word, bool& out) {
  if (Find(word, false, 0, 0) != nullptr) out = true;
}

void Settings::Choice(std::string_view word, const std::vector<std::string>& choices,
                      int& out) {
  const Statement* found = Find(word, false, 1, 1);
  if (found == nullptr) return;
  const Value& value = found->values[0];
  const auto at = std::find(choices.begin(), choices.end(), value.text);
  if (value.kind != Value::Kind::kWord || at == choices.end()) {
    return Fail(value.at, StrCat("\"", word, "\" is one of: ", Join(choices, ", ")));
  }
  out = static_cast<int>(at - choices.begin());
}

void Settings::ColorOf(std::string_view word, Color& out, bool required) {
  const Statement* found = Find(word, required, 1, 1);
  if (found == nullptr) return;
  const Value& value = found->values[0];
  if (value.kind == Value::Kind::kColor) {
    out = value.color;
    return;
  }
  const auto named = named_.colors.find(value.text);
  if (value.kind != Value::Kind::kWord || named == named_.colors.end()) {
    return Fail(value.at, StrCat("unknown color ", Quote(value.text)),
                {Suggest(value.text, Keys(named_.colors))});
  }
  out = named->second;
}

void Settings::StyleOf(std::string_view word, size_t& out, bool required) {
  const Statement* found = Find(word, required, 1, 1);
  if (found == nullptr) return;
  const Value& value = found->values[0];
  const auto named = named_.styles.find(value.text);
  if (value.kind != Value::Kind::kWord || named == named_.styles.end()) {
    return Fail(value.at, StrCat("unknown style ", Quote(value.text)),
                {Suggest(value.text, Keys(named_.styles))});
  }
  out = named->second;
}

void Settings::PointOf(std::string_view word, Point& out, bool required) {
  Numbers(
      word, 2, 2, -5000, 5000,
      [&](const auto& n) {
        out = {n[0], n[1]};
      },
      required);
}

void Settings::BoxOf(std::string_view word, Box& out, bool required) {
  const auto take = [&](const std::vector<double>& n) {
    out = {n[0], n[1], n[2], n[3]};
    if (out.width <= 0 || out.height <= 0) Fail(statement_.at, "the box has no area");
  };
  Numbers(word, 4, 4, -5000, 5000, take, required);
}

void Settings::Each(std::string_view word,
                    const std::function<Result<void>(const Statement&)>& take) {
  asked_.emplace_back(word);
  for (size_t i = 0; i < statement_.children.size(); ++i) {
    if (statement_.children[i].word != word) continue;
    used_[i] = true;
    if (!errors_.empty()) return;
    if (auto taken = take(statement_.children[i]); !taken) {
      errors_.push_back(std::move(taken).error());
    }
  }
}

void Settings::Allow(std::string_view word) {
  asked_.emplace_back(word);
  for (size_t i = 0; i < statement_.children.size(); ++i) {
    if (statement_.children[i].word == word) used_[i] = true;
  }
}

Result<void> Settings::Finish() {
  for (size_t i = 0; i < used_.size(); ++i) {
    if (used_[i]) continue;
    const Statement& child = statement_.children[i];
    Fail(child.at,
         StrCat("\"", statement_.word, "\" has no setting ", Quote(child.word)),
         {Suggest(child.word, asked_)});
  }
  if (!errors_.empty()) return certseal::Fail(errors_.front());
  return {};
}

}  // namespace certseal
