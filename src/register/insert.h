// SPDX-License-Identifier: Apache-2.0
//
// Writing of batches. For the .cc files of register only.
#pragma once

#include <cstdint>
#include <span>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

// InsertBatch writes the rows of a batch inside the open transaction. After a failure
// or a collision the transaction is to be rolled back. Throws as SOCI does.
Result<BatchOutcome> InsertBatch(Database& database, const Batch& batch,
                                 std::span<const CertificateRow> rows,
                                 uint64_t first_log_index);

}  // namespace certseal
