// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "issue/award.h"

namespace certseal {

// CreditLines are the accreditors' statements that a certificate carries: those whose
// approval holds on the day of completion, for the graduate's profession and the course.
std::vector<std::string> CreditLines(const Award& award, const SchoolProfile& profile);

}  // namespace certseal
