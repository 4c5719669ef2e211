// SPDX-License-Identifier: Apache-2.0
#include "rules/ruled_certificate.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

using Certificate = RuledCertificate;
using Approval = Accreditation;

// What the course is approved as; an empty one where nothing is said.
Activity In(const Certificate& c, const Approval* a) {
  const Activity* found = a ? ActivityOf(*a, c.course.code) : nullptr;
  return found ? *found : Activity{};
}

std::string Hours(const Certificate& c, const Approval*) {
  return c.graduate.credits.value_or(c.graduate.didactic + c.graduate.hands_on).Text();
}
std::string Maximum(const Certificate& c, const Approval* a) {
  const auto maximum = In(c, a).maximum;
  return maximum ? maximum->Text() : "";
}
std::string Provider(const Certificate& c, const Approval* a) {
  return a && !a->provider.empty() ? a->provider : c.profile.name;
}
std::string Number(const Certificate&, const Approval* a) { return a ? a->number : ""; }

constexpr std::string_view kActivity =
    "add it to the accreditation's \"activities\" in school.json";

std::vector<RuledField> FieldsOfRoster() {
  return {
      {"licence", "the licence number", "add it in a column \"License #\"", true, false,
       [](const Certificate& c, const Approval*) { return c.graduate.licence; }},
      {"licence-state", "the state of the licence", "add it in a column \"Lic. State\"",
       true, false,
       [](const Certificate& c, const Approval*) { return c.graduate.licence_state; }},
      {"profession", "the profession", "add it in a column \"Profession\"", true, false,
       [](const Certificate& c, const Approval*) { return c.graduate.profession; }},
      {"member", "the member number", "add it in a column \"Member #\"", true, false,
       [](const Certificate& c, const Approval*) { return c.graduate.member; }},
      {"credits", "the credits claimed", "add them in a column \"Claimed\"", true,
       false,
       [](const Certificate& c, const Approval*) {
         return c.graduate.credits ? c.graduate.credits->Text() : std::string();
       }},
      {"started", "the first day", "add it in a column \"Start Date\"", true, false,
       [](const Certificate& c, const Approval*) {
         return c.graduate.started ? c.graduate.started->EnglishLong() : std::string();
       }},
      {"location", "the place of the course",
       "add a column \"Location\", or defaults.location in school.json", true, false,
       [](const Certificate& c, const Approval*) { return c.location; }},
      {"instructor", "the instructor",
       "add a column \"Instructor\", or defaults.instructor in school.json", true,
       false, [](const Certificate& c, const Approval*) { return c.instructor; }},
  };
}

std::vector<RuledField> FieldsOfSchool() {
  return {
      {"hours", "the hours", "add the hours attended", false, false, Hours},
      {"address", "the school's address", "add \"address\" in school.json", false,
       false,
       [](const Certificate& c, const Approval*) {
         return Join(c.profile.address, ", ");
       }},
      {"provider", "the provider's name", "add \"provider\" to the accreditation",
       false, true, Provider},
      {"number", "the provider number",
       "add \"number\" to the accreditation in school.json", false, true, Number},
      {"maximum", "the credits the course is designated for", kActivity, false, true,
       Maximum},
      {"registration", "the course's registration number", kActivity, false, true,
       [](const Certificate& c, const Approval* a) { return In(c, a).registration; }},
      {"subject", "the subject code", kActivity, false, true,
       [](const Certificate& c, const Approval* a) { return In(c, a).subject; }},
      {"delivery", "the delivery method", kActivity, false, true,
       [](const Certificate& c, const Approval* a) { return In(c, a).delivery; }},
  };
}

}  // namespace

const std::vector<RuledField>& RuledFields() {
  static const std::vector<RuledField> fields = [] {
    std::vector<RuledField> all = FieldsOfRoster();
    for (const RuledField& each : FieldsOfSchool()) all.push_back(each);
    return all;
  }();
  return fields;
}

const RuledField* FindRuledField(std::string_view name) {
  for (const RuledField& field : RuledFields()) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

std::vector<std::string> RuledFieldNames() {
  std::vector<std::string> names;
  for (const RuledField& field : RuledFields()) names.emplace_back(field.name);
  return names;
}

const Activity* ActivityOf(const Accreditation& accreditation,
                           std::string_view course) {
  for (const Activity& activity : accreditation.activities) {
    if (activity.course == course) return &activity;
  }
  return nullptr;
}

bool AnyOrListed(const std::vector<std::string>& list, std::string_view value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

bool Covers(const Accreditation& accreditation, const RuledCertificate& certificate) {
  const Graduate& graduate = certificate.graduate;
  return AnyOrListed(accreditation.professions, graduate.profession) &&
         AnyOrListed(accreditation.states, graduate.licence_state) &&
         AnyOrListed(accreditation.courses, certificate.course.code);
}

bool HoldsOn(const Accreditation& accreditation, Date day) {
  return day >= accreditation.first_day && day <= accreditation.last_day;
}

}  // namespace certseal
