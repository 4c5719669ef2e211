// SPDX-License-Identifier: Apache-2.0
//
// Reading of certificates. For the .cc files of register only; all functions throw as
// SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

Result<std::optional<StoredCertificate>> ReadStored(Database& database,
                                                    const CertificateCode& code);

// ReadStoredOf gives them in the order of the codes, null where there is none.
Result<std::vector<std::optional<StoredCertificate>>> ReadStoredOf(
    Database& database, std::span<const CertificateCode> codes);

// ReadListed gives the certificates with these ids, in this order.
Result<std::vector<ListedCertificate>> ReadListed(Database& database,
                                                  std::span<const int64_t> ids);

Result<std::vector<int64_t>> FindSameAchievementIds(Database& database,
                                                    std::string_view plain_name,
                                                    std::string_view course_code,
                                                    Date completed);

Result<RegisterSummary> ReadSummary(Database& database, Date today);

}  // namespace certseal
