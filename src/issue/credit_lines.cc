// SPDX-License-Identifier: Apache-2.0
#include "issue/credit_lines.h"

namespace certseal {
namespace {

bool Lists(const std::vector<std::string>& list, const std::string& value) {
  if (list.empty()) return true;
  for (const std::string& each : list) {
    if (each == value) return true;
  }
  return false;
}

std::string WithHours(std::string statement, const std::string& hours) {
  constexpr std::string_view kPlaceholder = "{hours}";
  for (size_t at; (at = statement.find(kPlaceholder)) != std::string::npos;) {
    statement.replace(at, kPlaceholder.size(), hours);
  }
  return statement;
}

}  // namespace

std::vector<std::string> CreditLines(const Award& award, const SchoolProfile& profile) {
  const Quarters total = award.graduate.didactic + award.graduate.hands_on;
  const std::string hours = award.graduate.credits.value_or(total).Text();
  std::vector<std::string> lines;
  for (const Accreditation& each : profile.accreditations) {
    if (award.graduate.completed < each.first_day ||
        award.graduate.completed > each.last_day ||
        !Lists(each.professions, award.graduate.profession) ||
        !Lists(each.courses, award.course.code)) {
      continue;
    }
    lines.push_back(WithHours(each.statement, hours));
  }
  return lines;
}

}  // namespace certseal
