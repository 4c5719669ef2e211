// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "roster/roster.h"
#include "roster/row_reader.h"

namespace certseal {

// FindDuplicates compares the rows that are not skipped; drafts[i] is of rows[i]. Names
// count as equal whatever their case and accents.
//
// The same name, course and completion date twice, with no e-mail address or licence
// number that differs, is an error on the later row. The same name with another address
// or number is a notice that two people bear it; the same licence number under two
// names is a warning. Takes time proportional to the number of rows.
void FindDuplicates(const std::vector<GraduateDraft>& drafts,
                    std::vector<RosterRow>& rows);

}  // namespace certseal
