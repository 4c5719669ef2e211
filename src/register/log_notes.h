// SPDX-License-Identifier: Apache-2.0
//
// The signed notes that belong to the log: checkpoints and trust files. For the .cc
// files of register only; all functions throw as SOCI does, besides what they return.
//
// The notes' form is checked when they are written and when they are read, and that a
// checkpoint has the size it is kept under. Signatures are the ledger's to verify.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/log_rows.h"

namespace certseal {

Result<void> InsertCheckpoint(Database& database, const StoredCheckpoint& checkpoint);
Result<void> UpdateCheckpoint(Database& database, const StoredCheckpoint& checkpoint);

Result<std::optional<StoredCheckpoint>> ReadNewestCheckpoint(Database& database);
// ReadCheckpointsBeyond gives those of more than `size` entries, by size, at most
// `limit`.
Result<std::vector<StoredCheckpoint>> ReadCheckpointsBeyond(Database& database,
                                                            uint64_t size,
                                                            size_t limit);

Result<void> InsertTrustFile(Database& database, uint64_t version,
                             std::string_view bytes);
Result<std::vector<std::pair<uint64_t, std::string>>> ReadTrustFiles(
    Database& database);

}  // namespace certseal
