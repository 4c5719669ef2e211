// SPDX-License-Identifier: Apache-2.0
//
// Certificates that are kept back. For the .cc files of register only; all functions
// throw as SOCI does, besides what they return.
#pragma once

#include <optional>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> ReplaceHold(Database& database, const Hold& hold);
Result<void> DeleteHold(Database& database, const CertificateCode& code);

Result<std::optional<Hold>> ReadHold(Database& database, long long certificate_id);
// ReadHeld gives all, the longest held first.
Result<std::vector<Hold>> ReadHeld(Database& database);

}  // namespace certseal
