// SPDX-License-Identifier: Apache-2.0
#include "school/json_reader.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "school/suggest.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kMaxProblems = 50;
constexpr JsonLimits kLimits = {
    .max_bytes = 1 << 20, .max_depth = 8, .max_values = 50'000};

std::string Escaped(std::string_view key) {
  std::string out;
  for (char c : key) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

bool IsHidden(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad || c == 0x200b ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff ||
         c == 0xfffd || (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

bool IsSpace(char32_t c) { return c == U' ' || c == 0xa0 || c == 0x3000; }

// What is wrong with a text, or empty.
std::string TextProblem(const std::u32string& text, const TextRule& rule) {
  if (text.empty()) {
    return rule.presence == Presence::kRequired ? "is empty" : "";
  }
  if (text.size() > rule.max_characters) {
    return StrCat("is longer than ", rule.max_characters, " characters");
  }
  if (std::any_of(text.begin(), text.end(), IsHidden)) {
    return "holds a line break, a control or an invisible character";
  }
  if (IsSpace(text.front()) || IsSpace(text.back())) {
    return "has a space at its beginning or end";
  }
  return "";
}

bool IsBlank(const json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().empty();
  return value.is_null() || ((value.is_array() || value.is_object()) && value.empty());
}

bool IsBlankForm(const json& value) {
  return value.is_object() && std::all_of(value.begin(), value.end(), IsBlank);
}

std::string ListChoices(const std::vector<std::string>& choices) {
  std::vector<std::string> quoted;
  quoted.reserve(choices.size());
  for (const std::string& choice : choices) quoted.push_back(Quote(choice));
  return Join(quoted, ", ");
}

}  // namespace

JsonPlace JsonPlace::Field(std::string_view name) const {
  const std::string shown = Quote(name, 60);
  const std::string plain = shown.substr(1, shown.size() - 2);
  return {StrCat(pointer, "/", Escaped(name)),
          path.empty() ? plain : StrCat(path, ".", plain)};
}

JsonPlace JsonPlace::Item(size_t index) const {
  return {StrCat(pointer, "/", index), StrCat(path, "[", index, "]")};
}

int JsonProblems::LineOf(const JsonPlace& place) const {
  const auto at = positions_.find(place.pointer);
  return at == positions_.end() ? 1 : at->second.line;
}

std::string JsonProblems::Where(const JsonPlace& place) const {
  const std::string path = place.path.empty() ? "" : StrCat(": ", place.path);
  return StrCat(file_name_, ":", LineOf(place), path);
}

void JsonProblems::Add(const JsonPlace& place, std::string_view message) {
  problems_.push_back({LineOf(place), StrCat(Where(place), ": ", message)});
}

Error JsonProblems::ToError() const {
  std::vector<Problem> sorted = problems_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  std::vector<std::string> lines;
  for (size_t i = 0; i < sorted.size() && i < kMaxProblems; ++i) {
    lines.push_back(sorted[i].text);
  }
  if (sorted.size() > kMaxProblems) {
    lines.push_back(
        StrCat(file_name_, ": and ", sorted.size() - kMaxProblems, " more problems"));
  }
  return Error{Join(lines, "\n")};
}

JsonObjectReader::JsonObjectReader(const json& value, JsonPlace place,
                                   const Fields& fields, JsonProblems& problems)
    : value_(value), place_(std::move(place)), problems_(problems) {
  if (!value_.is_object()) {
    problems_.Add(place_, "must be an object: { ... }");
    return;
  }
  for (const auto& [key, unused] : value_.items()) {
    if (std::find(fields.begin(), fields.end(), key) != fields.end()) continue;
    problems_.Add(place_.Field(key), StrCat("no such field", DidYouMean(key, fields)));
  }
}

const json* JsonObjectReader::Find(std::string_view field) const {
  if (!value_.is_object()) return nullptr;
  const auto at = value_.find(field);
  return at == value_.end() ? nullptr : &*at;
}

const json* JsonObjectReader::FindOrComplain(std::string_view field,
                                             Presence presence) {
  const json* value = Find(field);
  if (!value && presence == Presence::kRequired && value_.is_object()) {
    JsonPlace place = place_.Field(field);
    place.pointer = place_.pointer;  // an absent field has no line of its own
    problems_.Add(place, "is missing");
  }
  return value;
}

void JsonObjectReader::Problem(std::string_view field, std::string_view message) {
  problems_.Add(place_.Field(field), message);
}

std::string JsonObjectReader::CheckedText(const json& value, const JsonPlace& place,
                                          const TextRule& rule) {
  if (!value.is_string()) {
    problems_.Add(place, "must be a text in double quotes");
    return "";
  }
  std::string text = Nfc(value.get_ref<const std::string&>());
  const std::string problem = TextProblem(ToUtf32(text), rule);
  if (problem.empty()) return text;
  problems_.Add(place, problem);
  return "";
}

std::string JsonObjectReader::Text(std::string_view field, const TextRule& rule) {
  const json* value = FindOrComplain(field, rule.presence);
  return value ? CheckedText(*value, place_.Field(field), rule) : "";
}

const json* JsonObjectReader::FindList(std::string_view field, size_t max_items) {
  const json* value = Find(field);
  if (!value) return nullptr;
  if (!value->is_array()) {
    Problem(field, "must be a list: [ ... ]");
    return nullptr;
  }
  if (value->size() > max_items) {
    Problem(field, StrCat("has more than ", max_items, " entries"));
    return nullptr;
  }
  return value;
}

std::vector<std::string> JsonObjectReader::TextList(std::string_view field,
                                                    size_t max_items,
                                                    const TextRule& rule) {
  std::vector<std::string> out;
  const json* list = FindList(field, max_items);
  if (!list) return out;
  const JsonPlace place = place_.Field(field);
  for (size_t i = 0; i < list->size(); ++i) {
    const TextRule required{rule.max_characters, Presence::kRequired};
    std::string text = CheckedText((*list)[i], place.Item(i), required);
    if (text.empty()) continue;
    if (std::find(out.begin(), out.end(), text) != out.end()) {
      problems_.Add(place.Item(i), StrCat(Quote(text), " stands twice"));
      continue;
    }
    out.push_back(std::move(text));
  }
  return out;
}

std::string JsonObjectReader::Choice(std::string_view field,
                                     const std::vector<std::string>& choices,
                                     std::string_view fallback, Presence presence) {
  const json* value = FindOrComplain(field, presence);
  if (!value) return std::string(fallback);
  if (value->is_string()) {
    const auto& text = value->get_ref<const std::string&>();
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return text;
  }
  Problem(field, StrCat("must be one of ", ListChoices(choices)));
  return std::string(fallback);
}

std::optional<Quarters> JsonObjectReader::Hours(std::string_view field,
                                                Presence presence) {
  const json* value = FindOrComplain(field, presence);
  if (!value || (value->is_null() && presence == Presence::kOptional)) return {};
  std::optional<Quarters> hours;
  if (value->is_number()) hours = Quarters::FromDouble(value->get<double>());
  if (!hours) {
    Problem(field, "must be a number from 0 to 10000 in steps of 0.25, without quotes");
  }
  return hours;
}

bool JsonObjectReader::Flag(std::string_view field) {
  const json* value = Find(field);
  if (!value || value->is_null()) return false;
  if (!value->is_boolean()) Problem(field, "must be true or false, without quotes");
  return value->is_boolean() && value->get<bool>();
}

std::optional<int> JsonObjectReader::Whole(std::string_view field, int max) {
  const json* value = Find(field);
  if (!value || value->is_null()) return {};
  if (value->is_number_integer()) {
    const auto number = value->get<int64_t>();
    if (number >= 1 && number <= max) return static_cast<int>(number);
  }
  Problem(field,
          StrCat("must be a whole number from 1 to ", max, ", or null for none"));
  return {};
}

std::optional<Date> JsonObjectReader::Day(std::string_view field) {
  const json* value = FindOrComplain(field, Presence::kRequired);
  if (!value) return {};
  std::optional<Date> date;
  if (value->is_string()) date = Date::ParseIso(value->get_ref<const std::string&>());
  if (!date) Problem(field, "must be a date as \"2026-03-14\"");
  return date;
}

void JsonObjectReader::ForEach(
    std::string_view field, size_t max_items,
    const std::function<void(const json&, const JsonPlace&)>& take) {
  const json* list = FindList(field, max_items);
  if (!list) return;
  for (size_t i = 0; i < list->size(); ++i) {
    if (!IsBlankForm((*list)[i])) take((*list)[i], place_.Field(field).Item(i));
  }
}

Result<void> ReadJsonFile(std::string_view text, std::string_view file_name,
                          const std::function<void(const json&, JsonProblems&)>& read) {
  JsonPositions positions;
  const Result<json> value = ParseJson(text, kLimits, &positions);
  if (!value) {
    const std::string& message = value.error().message;
    const bool located = !message.empty() && message[0] >= '0' && message[0] <= '9';
    return Fail(StrCat(file_name, located ? ":" : ": ", message));
  }
  JsonProblems problems(file_name, positions);
  read(*value, problems);
  if (!problems.empty()) return Fail(problems.ToError());
  return {};
}

}  // namespace certseal
