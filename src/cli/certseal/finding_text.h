// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "roster/finding.h"

namespace certseal {

// FindingsText is what there is to say of one severity, a finding on a line of its own
// with its remedy and its rule below; empty where there is nothing. What a content rule
// says of many rows is said once, with their lines.
std::string FindingsText(const Findings& findings, Severity severity);

// ValueText is a finding's message with the value it is about, and what that is read as.
std::string ValueText(const Finding& finding);

// LinesText is "line 4", "lines 2-7, 9 and 12".
std::string LinesText(std::vector<int> lines);

}  // namespace certseal
