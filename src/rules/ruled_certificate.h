// SPDX-License-Identifier: Apache-2.0
//
// A certificate as the rules see it, and the names they have for what it holds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "roster/roster.h"
#include "school/catalogue.h"
#include "school/profile.h"

namespace certseal {

// RuledCertificate is one that is to be issued. What it refers to outlives it.
struct RuledCertificate {
  const Graduate& graduate;
  const Course& course;
  const SchoolProfile& profile;
  std::string document;    // completion, attendance or participation
  std::string location;    // may be empty
  std::string instructor;  // likewise
};

// RuledField is something that a rule can demand and a wording can name in braces.
struct RuledField {
  std::string_view name;    // licence
  std::string_view label;   // the licence number
  std::string_view remedy;  // how to give it a value
  bool of_roster;           // a column of the roster has the same name
  bool of_scheme;  // an accreditation's own, which its typed statement may hold
  // Empty where there is none. The accreditation may be null.
  std::string (*value)(const RuledCertificate&, const Accreditation*);
};

const std::vector<RuledField>& RuledFields();
const RuledField* FindRuledField(std::string_view name);  // null: no such field
std::vector<std::string> RuledFieldNames();

// ActivityOf is what the accreditation says of the course; null where it says nothing.
const Activity* ActivityOf(const Accreditation& accreditation, std::string_view course);

// AnyOrListed tells whether `list` is empty or holds `value`.
bool AnyOrListed(const std::vector<std::string>& list, std::string_view value);

// Covers tells whether the accreditation is for the graduate and the course, whatever
// the day; HoldsOn, whether it holds on the day.
bool Covers(const Accreditation& accreditation, const RuledCertificate& certificate);
bool HoldsOn(const Accreditation& accreditation, Date day);

}  // namespace certseal
