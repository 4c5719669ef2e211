// SPDX-License-Identifier: Apache-2.0
//
// The languages a certificate can be written in. Each is one file of texts/, compiled
// in: the fixed words of the page, how a date is spelled out, how a decimal is written.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/quarters.h"
#include "base/result.h"

namespace certseal {

class Language {
 public:
  // Find takes a BCP 47 tag, whatever its case: en, pt-BR, zh_CN. A region that has no
  // texts of its own takes its language's; null where there are none.
  static const Language* Find(std::string_view tag);
  // FindByName takes a tag or a name as people write it: "Spanish", "Español".
  static const Language* FindByName(std::string_view text);
  // English is what certificates are written in where nothing else is said.
  static const Language& English();
  // All of them, in the order of their tags.
  static const std::vector<Language>& All();
  // Choices are their tags and names, to suggest from.
  static std::vector<std::string> Choices();

  // Parse reads a file of texts/ and fails unless it has every word of WordRules(), with
  // its placeholder, and no other.
  static Result<Language> Parse(std::string_view tag, std::string_view json);

  const std::string& tag() const { return tag_; }             // zh-Hans
  const std::string& name() const { return names_.front(); }  // in English

  // Word is a fixed text by its key in WordRules(); a text with a placeholder takes what
  // stands for it.
  const std::string& Word(const std::string& key) const { return words_.at(key); }
  std::string Word(const std::string& key, std::string_view value) const;

  std::string LongDate(Date date) const;      // 14. März 2026
  std::string Decimal(Quarters hours) const;  // 7,5
  // Assessment translates what the starter catalogue calls assessments; others stay as
  // the school wrote them.
  const std::string& Assessment(const std::string& english) const;

 private:
  Language() = default;
  bool HasTag(std::string_view tag) const;

  std::string tag_;
  std::vector<std::string> names_;
  std::vector<std::string> tags_;  // lower case; "es-*" stands for every region
  std::string date_, decimal_;
  std::vector<std::string> months_;
  std::map<std::string, std::string> words_, assessments_;
};

// WordRule is what every language must say.
struct WordRule {
  std::string key;
  std::string placeholder = {};  // "{date}": stands in the text exactly once
  bool may_be_empty = false;     // where a language's order of words has no use for it
};
const std::vector<WordRule>& WordRules();

// Capitalised begins with a capital, where the script has any.
std::string Capitalised(std::string_view text);

}  // namespace certseal
