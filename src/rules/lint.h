// SPDX-License-Identifier: Apache-2.0
//
// The linter of what a certificate says. Each finding names the rule it comes from.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "rules/rule_book.h"
#include "rules/ruled_certificate.h"

namespace certseal {

// PageText is one text that the page shows.
struct PageText {
  std::string where;     // what it is: "the course's title"
  std::string text;      // without the mark of italics
  std::string emphasis;  // its part in italics; may be empty
};

// RuledPage is what the rules ask of a page.
struct RuledPage {
  std::vector<PageText> texts;  // all that is shown, the footer too
  std::string footer;
  bool in_english = true;  // in another language the footer is a translation
  bool school_signs = false;
  bool licensee_signs = false;
};

// CheckRules holds a certificate against every rule that is for it and not waived. All
// that is wrong is found at once, in the order of the rules; a scheme's rules count for
// each of its accreditations that is printed. `today` is the day of issue.
Findings CheckRules(const RuleBook& book, const RuledCertificate& certificate,
                    const RuledPage& page, Date today);

}  // namespace certseal
