// SPDX-License-Identifier: Apache-2.0
//
// What the status lists are made of, and as they were last signed. For the .cc files of
// register only; all functions throw as SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.h"
#include "register/certificate_row.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> ReplaceStatusLists(Database& database,
                                std::span<const StoredStatusList> lists);

// ReadStatusLists gives all, by purpose, then block.
Result<std::vector<StoredStatusList>> ReadStatusLists(Database& database);
Result<uint32_t> ReadStatusBlocks(Database& database);
Result<std::vector<uint32_t>> ReadIndexesInState(
    Database& database, uint32_t block, std::span<const CertificateState> states);

}  // namespace certseal
