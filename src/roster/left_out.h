// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "roster/roster.h"

namespace certseal {

// LeftOutRows are rows to leave out, by their place in Roster::rows, with what is known of
// each.
using LeftOutRows = std::map<size_t, Findings>;

// LeftOutCsv is a file of these rows, with their cells as they stood and a last column
// "Left out because" with what is wrong: to correct and to issue from again. ReadRoster
// ignores that column, and a second round replaces it. The delimiter is the roster's.
std::string LeftOutCsv(const Roster& roster, const LeftOutRows& rows);

}  // namespace certseal
