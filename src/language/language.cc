// SPDX-License-Identifier: Apache-2.0
#include "language/language.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "language/texts.h"

namespace certseal {
namespace {

std::string Replaced(std::string text, std::string_view placeholder,
                     std::string_view value) {
  const size_t at = text.find(placeholder);
  if (at != std::string::npos) text.replace(at, placeholder.size(), value);
  return text;
}

std::vector<Language> ParseAll() {
  std::vector<Language> all;
  for (const LanguageText& text : LanguageTexts()) {
    // What is compiled in was tried by the tests.
    if (auto language = Language::Parse(text.tag, text.json)) {
      all.push_back(std::move(*language));
    }
  }
  return all;
}

}  // namespace

const std::vector<Language>& Language::All() {
  static const std::vector<Language> all = ParseAll();
  return all;
}

const Language& Language::English() { return *Find("en"); }

bool Language::HasTag(std::string_view tag) const {
  return std::find(tags_.begin(), tags_.end(), tag) != tags_.end();
}

const Language* Language::Find(std::string_view tag) {
  std::string wanted = AsciiLower(tag);
  std::replace(wanted.begin(), wanted.end(), '_', '-');
  for (const Language& language : All()) {
    if (language.HasTag(wanted)) return &language;
  }
  for (size_t end = wanted.rfind('-'); end != std::string::npos && end > 0;
       end = wanted.rfind('-', end - 1)) {
    const std::string range = wanted.substr(0, end) + "-*";
    for (const Language& language : All()) {
      if (language.HasTag(range)) return &language;
    }
  }
  return nullptr;
}

const Language* Language::FindByName(std::string_view text) {
  if (const Language* language = Find(text)) return language;
  const std::string wanted = FoldForSearch(text);
  for (const Language& language : All()) {
    for (const std::string& name : language.names_) {
      if (FoldForSearch(name) == wanted) return &language;
    }
  }
  return nullptr;
}

std::vector<std::string> Language::Choices() {
  std::vector<std::string> choices;
  for (const Language& language : All()) {
    choices.push_back(language.tag_);
    choices.insert(choices.end(), language.names_.begin(), language.names_.end());
  }
  return choices;
}

std::string Language::Word(const std::string& key, std::string_view value) const {
  const auto rule =
      std::find_if(WordRules().begin(), WordRules().end(),
                   [&](const WordRule& each) { return each.key == key; });
  return Replaced(Word(key), rule->placeholder, value);
}

std::string Language::LongDate(Date date) const {
  const auto month = static_cast<size_t>(date.month());
  std::string text = Replaced(date_, "{day}", std::to_string(date.day()));
  text = Replaced(std::move(text), "{month}", months_[month - 1]);
  return Replaced(std::move(text), "{year}", std::to_string(date.year()));
}

std::string Language::Decimal(Quarters hours) const {
  return Replaced(hours.Text(), ".", decimal_);
}

const std::string& Language::Assessment(const std::string& english) const {
  const auto known = assessments_.find(english);
  return known == assessments_.end() ? english : known->second;
}

}  // namespace certseal
