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
#include "register/statement.h"

namespace certseal {

// LogIndexUse tells which indexes have a certificate or an event already.
class LogIndexUse {
 public:
  explicit LogIndexUse(Database& database);
  // DemandFree fails where one of `count` indexes from `first` on is taken, or is none.
  Result<void> DemandFree(uint64_t first, uint64_t count);

 private:
  long long first_ = 0, last_ = 0;
  std::string taken_;
  SqlStatement certificates_, events_;
};

Result<void> UpdateLogIndexes(Database& database,
                              std::span<const CertificateCode> codes,
                              uint64_t first_log_index);

Result<std::optional<CertificateCode>> ReadCodeAt(Database& database,
                                                  uint64_t log_index);
Result<std::vector<CertificateCode>> ReadCodesWithoutLogIndex(Database& database);
Result<std::vector<LoggedCertificate>> ReadLoggedFrom(Database& database,
                                                      uint64_t log_index, size_t limit);
Result<std::vector<CertificateCode>> ReadChangedFrom(Database& database,
                                                     uint64_t log_index);

}  // namespace certseal
