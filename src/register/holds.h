// SPDX-License-Identifier: Apache-2.0
//
// Certificates that are kept back. For the .cc files of register only; all functions
// throw as SOCI does, besides what they return.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> ReplaceHolds(Database& database, std::span<const Hold> holds);
Result<void> DeleteHolds(Database& database, std::span<const CertificateCode> codes);

// ReadHoldsOf gives those of the certificates with these ids.
Result<std::vector<Hold>> ReadHoldsOf(Database& database,
                                      std::span<const long long> certificate_ids);
// ReadHeld gives all, the longest held first.
Result<std::vector<Hold>> ReadHeld(Database& database);

}  // namespace certseal
