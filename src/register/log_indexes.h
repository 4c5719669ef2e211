// SPDX-License-Identifier: Apache-2.0
//
// Which certificate stands where in the log. For the .cc files of register only; all
// functions throw as SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

// Both fail where one of the indexes has a certificate or an event already, or is none.
Result<void> DemandFreeRange(Database& database, uint64_t first, uint64_t count);
Result<void> DemandFree(Database& database, std::vector<uint64_t> log_indexes);

Result<void> UpdateLogIndexes(Database& database,
                              std::span<const CertificateCode> codes,
                              uint64_t first_log_index);

Result<std::vector<std::optional<CertificateCode>>> ReadCodesAt(
    Database& database, std::span<const uint64_t> log_indexes);
Result<std::vector<CertificateCode>> ReadCodesWithoutLogIndex(Database& database);
Result<std::vector<LoggedCertificate>> ReadLoggedFrom(Database& database,
                                                      uint64_t log_index, size_t limit);
Result<std::vector<CertificateCode>> ReadChangedFrom(Database& database,
                                                     uint64_t log_index);

}  // namespace certseal
