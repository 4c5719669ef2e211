// SPDX-License-Identifier: Apache-2.0
//
// What was taken over from a publication, and what could not be. For the .cc files of
// register only; all functions throw as SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> InsertRecovery(Database& database, const RecoveredEntries& entries,
                            std::span<const uint64_t> lost_issues);
Result<void> InsertKeptBits(Database& database, std::string_view purpose,
                            uint32_t block, std::span<const uint32_t> places);

Result<std::vector<RecoveredEntries>> ReadRecoveries(Database& database);
Result<std::vector<uint64_t>> ReadLostIssues(Database& database);
Result<std::vector<uint32_t>> ReadKeptBits(Database& database, std::string_view purpose,
                                           uint32_t block);

// ReadFirstFreeBlock is the first block in which no lost certificate can have a place.
Result<uint32_t> ReadFirstFreeBlock(Database& database);

// DemandLost fails for what is not one of the lost issues.
Result<void> DemandLost(Database& database, uint64_t log_index);

}  // namespace certseal
