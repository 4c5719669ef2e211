// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "roster/finding.h"

namespace certseal {

// NamePart is one repaired cell of a name.
struct NamePart {
  std::string column;
  std::string raw;  // as it stands in the file, for findings
  std::string value;
};

// NameReading is a name as it will be printed: spelling, case and diacritics as given.
struct NameReading {
  std::string name;                      // empty where a finding is an error
  std::vector<std::string> credentials;  // moved out of it
  Findings findings;                     // without line numbers
};

// ReadPersonName joins the parts, in the order in which they are printed: one with the
// full name, or the first, middle and last name, of which some may be empty.
//
// "Smith, John" in the only part that is filled is turned round, and post-nominal
// letters at an end are moved out: repairs. Capitals throughout, small letters
// throughout and a title ("Dr.") are warnings. A generational suffix (Jr., III) stays.
// Digits, symbols that no name has, and what can be read in two ways are errors.
NameReading ReadPersonName(const std::vector<NamePart>& parts);

}  // namespace certseal
