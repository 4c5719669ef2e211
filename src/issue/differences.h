// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "issue/award.h"
#include "page/content.h"

namespace certseal {

// Difference is a fact that a certificate states otherwise than its predecessor. Texts
// are as the certificate has them, and empty where it says nothing.
struct Difference {
  enum class Source {
    kGraduate,  // a field of a roster, by its name: "name", "hands-on"
    kDerived,   // follows from it, or from the course
    kSchool,    // what school.json or a template say today
  };
  std::string field;
  std::string before;
  std::string after;
  Source source;
};

// CompareAwards lists what differs in what the two state of graduate and course, in the
// order of a roster's fields.
std::vector<Difference> CompareAwards(const Award& before, const Award& after);

// ComparePages lists what differs in what two pages show of the school: names, address,
// signatories, accreditors' lines.
std::vector<Difference> ComparePages(const PageContent& before,
                                     const PageContent& after);

}  // namespace certseal
