// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/rule.h"
#include "school/profile.h"

namespace certseal {

// RuleBook is the rules that ship and those that a school adds, ids unique.
class RuleBook {
 public:
  // Shipped is src/rules/rules.json.
  static const RuleBook& Shipped();

  // WithSchool adds a school's rules.json. It can add schemes and rules; it cannot
  // change or drop one that ships, only waive it with a reason. The Error's message has
  // one line for each problem: "rules.json:12: rules[0].checked: is missing".
  static Result<RuleBook> WithSchool(std::string_view text, std::string_view file_name);

  const std::vector<Scheme>& schemes() const { return schemes_; }
  const std::vector<ContentRule>& rules() const { return rules_; }
  const std::vector<RuleWaiver>& waivers() const { return waivers_; }

  // FindScheme knows a scheme by its id, its name and its other names, whatever the
  // case. Null where it is none.
  const Scheme* FindScheme(std::string_view name) const;
  const Scheme& SchemeOf(std::string_view id) const;  // which must be one
  bool IsWaived(const ContentRule& rule) const;

  // WaiverNotices are one for each waiver, for every check to show.
  Findings WaiverNotices() const;

 private:
  friend class RuleFileReader;
  std::vector<Scheme> schemes_;
  std::vector<ContentRule> rules_;
  std::vector<RuleWaiver> waivers_;
};

// ShippedRulesJson is the text of src/rules/rules.json.
std::string_view ShippedRulesJson();

// CompleteAccreditations gives each accreditation that names a known scheme the
// scheme's id, its lines where the school types no statement, whom they are for, and
// the provider number where school.json lists it under that scheme. Fails, naming file
// and line, where an accreditation has neither a statement nor a known scheme.
Result<void> CompleteAccreditations(const RuleBook& book, SchoolProfile& profile);

}  // namespace certseal
