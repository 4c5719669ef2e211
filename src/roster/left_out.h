// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "roster/roster.h"

namespace certseal {

// LeftOutCsv is a file of the rows that begin on these lines, with their cells as they
// stood and a last column "Left out because" with what is wrong: to correct and to
// issue from again. ReadRoster ignores that column, and a second round replaces it. The
// delimiter is the roster's.
std::string LeftOutCsv(const Roster& roster, const std::set<int>& lines);

}  // namespace certseal
