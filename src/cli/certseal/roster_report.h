// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "issue/roster_plan.h"
#include "roster/roster.h"

namespace certseal {

// RosterReportText shows an administrator what a roster will become: how it was read,
// which column means what, a line for each row, then what was repaired and what is
// wrong, with the remedy, and a summary.
std::string RosterReportText(const std::string& file, const Roster& roster,
                             const RosterPlan& plan);

// RosterReportJson is the same as one object: columns, rows, findings, counts.
std::string RosterReportJson(const Roster& roster, const RosterPlan& plan);

// BlocksIssuing: something is wrong that nobody said to leave out.
bool BlocksIssuing(const Roster& roster, const RosterPlan& plan);

}  // namespace certseal
