// SPDX-License-Identifier: Apache-2.0
//
// Between codes and rows. For the .cc files of register only.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "record/code.h"
#include "register/database.h"

namespace certseal {

// IdOfCertificate fails for a code that the register does not have. Throws as SOCI
// does.
Result<long long> IdOfCertificate(Database& database, const CertificateCode& code);

// IdsOfCertificates is the same for many, in their order.
Result<std::vector<long long>> IdsOfCertificates(
    Database& database, std::span<const CertificateCode> codes);

// ToCode parses what a column of codes holds; anything else is damage.
Result<CertificateCode> ToCode(const Database& database, std::string_view column);

}  // namespace certseal
