// SPDX-License-Identifier: Apache-2.0
//
// Reads a file of texts/:
//
//   { "names": ["German", "Deutsch"],     in English first, then as people write it
//     "tags": ["de", "de-*"],             which tags take these texts
//     "date": "{day}. {month} {year}", "months": [twelve], "decimal": ",",
//     "words": {"certifies": "..."},      every key of WordRules()
//     "assessments": {"written": "..."} } what the starter catalogue says, translated
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "json/parse.h"
#include "language/language.h"

namespace certseal {
namespace {

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string_view::npos; ++at) ++count;
  return count;
}

Result<void> CheckText(std::string_view key, std::string_view text,
                       const std::vector<std::string_view>& placeholders) {
  for (const std::string_view placeholder : placeholders) {
    if (Count(text, placeholder) == 1) continue;
    return Fail(StrCat(key, ": must have ", placeholder, " once"));
  }
  if (Count(text, "{") != placeholders.size()) {
    return Fail(StrCat(key, ": has a placeholder that nothing stands for"));
  }
  return {};
}

Result<void> CheckWord(const WordRule& rule,
                       const std::map<std::string, std::string>& words) {
  const auto found = words.find(rule.key);
  if (found == words.end()) return Fail(StrCat("words has no ", Quote(rule.key)));
  if (found->second.empty() && !rule.may_be_empty) {
    return Fail(StrCat(rule.key, ": is empty"));
  }
  std::vector<std::string_view> placeholders;
  if (!rule.placeholder.empty()) placeholders.push_back(rule.placeholder);
  return CheckText(rule.key, found->second, placeholders);
}

Result<void> CheckWords(const std::map<std::string, std::string>& words) {
  for (const WordRule& rule : WordRules()) TRY(CheckWord(rule, words));
  for (const auto& [key, text] : words) {
    const auto known = [&key = key](const WordRule& rule) { return rule.key == key; };
    if (std::none_of(WordRules().begin(), WordRules().end(), known)) {
      return Fail(StrCat("words has ", Quote(key), ", which no certificate says"));
    }
  }
  return {};
}

}  // namespace

const std::vector<WordRule>& WordRules() {
  static const std::vector<WordRule> rules = {
      {"document.attendance"},
      {"document.completion"},
      {"document.participation"},
      {"certifies", "", true},
      {"attended"},
      {"attended.after", "", true},
      {"completed"},
      {"completed.after", "", true},
      {"number"},
      {"issued", "{date}"},
      {"replaces", "{code}"},
      {"verify", "{address}"},
      {"seal", "{school}"},
      {"signature", "{name}"},
      {"qr", "{address}"},
      {"fact.completed"},
      {"fact.didactic"},
      {"fact.hands-on"},
      {"fact.role"},
      {"fact.assessment"},
      {"fact.location"},
      {"fact.instructor"},
      {"fact.expires"},
      {"modules.title"},
      {"modules.total"},
      {"transcript"},
      {"role.injector"},
      {"role.observer"},
      {"role.didactic-only"},
      {"assessment.none"},
      {"assessment.passed", "{assessment}"},
      {"footer"},
  };
  return rules;
}

Result<Language> Language::Parse(std::string_view tag, std::string_view text) {
  ASSIGN_OR_RETURN(const nlohmann::json json, ParseJson(text));
  Language language;
  language.tag_ = tag;
  try {
    json.at("names").get_to(language.names_);
    json.at("tags").get_to(language.tags_);
    json.at("date").get_to(language.date_);
    json.at("months").get_to(language.months_);
    json.at("decimal").get_to(language.decimal_);
    json.at("words").get_to(language.words_);
    json.at("assessments").get_to(language.assessments_);
  } catch (const nlohmann::json::exception&) {
    return Fail("is not as the other languages are written");
  }
  for (std::string& each : language.tags_) each = AsciiLower(each);
  if (language.names_.empty()) return Fail("names: is empty");
  if (language.months_.size() != 12) return Fail("months: are not twelve");
  TRY(CheckText("date", language.date_, {"{day}", "{month}", "{year}"}));
  TRY(CheckWords(language.words_));
  return language;
}

}  // namespace certseal
