// SPDX-License-Identifier: Apache-2.0
//
// Reading of certificates. For the .cc files of register only; all functions throw as
// SOCI does, besides what they return.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
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

// ReadSameAchievements gives what Register::FindSameAchievements does, at some dozens
// an exchange with a server.
Result<std::vector<std::vector<ListedCertificate>>> ReadSameAchievements(
    Database& database, std::span<const Achievement> wanted);

Result<RegisterSummary> ReadSummary(Database& database, Date today);

}  // namespace certseal
