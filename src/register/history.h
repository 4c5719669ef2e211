// SPDX-License-Identifier: Apache-2.0
//
// Reading of what became of certificates. For the .cc files of register only; all
// functions throw as SOCI does, besides what they return.
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

Result<std::vector<CertificateHistory>> ReadHistories(
    Database& database, std::span<const CertificateCode> codes);

}  // namespace certseal
