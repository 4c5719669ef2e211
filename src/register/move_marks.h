// SPDX-License-Identifier: Apache-2.0
//
// What a move between databases writes down in both, so that at no moment more than one
// of them can be issued from. For the .cc files of register only.
#pragma once

#include <optional>
#include <string>

#include "base/result.h"
#include "register/database.h"

namespace certseal {

// MoveMarks are rows of meta: that the register went to another place and is not to be
// used again, or is a copy that does not count yet.
struct MoveMarks {
  std::optional<std::string> moved_to;
  std::optional<std::string> filled_from;
};

// All throw as SOCI does. The changes are for inside a transaction.
MoveMarks ReadMoveMarks(Database& database);
void MarkMovedTo(Database& database, const std::string& place);
void MarkFilledFrom(Database& database, const std::string& place);
void ForgetFilled(Database& database);

// DemandNotMoving fails where one of the marks stands.
Result<void> DemandNotMoving(Database& database);

}  // namespace certseal
