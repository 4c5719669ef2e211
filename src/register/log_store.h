// SPDX-License-Identifier: Apache-2.0
//
// The log's lines and the hashes of its tree. For the .cc files of register only; all
// functions throw as SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> InsertLogEntries(Database& database, uint64_t first,
                              std::span<const std::string> entries);
Result<void> ReplaceTiles(Database& database, std::span<const StoredTile> tiles);

Result<uint64_t> ReadLogSize(Database& database);
Result<std::vector<std::string>> ReadLogEntries(Database& database, uint64_t begin,
                                                uint64_t end);
Result<std::vector<std::string>> ReadLogEntriesAt(
    Database& database, std::span<const uint64_t> log_indexes);
Result<std::string> ReadTileHashes(Database& database, unsigned level, uint64_t number);

}  // namespace certseal
