// SPDX-License-Identifier: Apache-2.0
//
// People who were erased. For the .cc files of register only; all functions throw as
// SOCI does, besides what they return.
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "record/code.h"
#include "register/database.h"

namespace certseal {

Result<void> EraseCertificate(Database& database, const CertificateCode& code,
                              Timestamp at);

// ReadErasure gives when a certificate was erased first; the code is for the error.
Result<std::optional<Timestamp>> ReadErasure(Database& database,
                                             long long certificate_id,
                                             const CertificateCode& code);
// ReadErased gives all, in the order of issue.
Result<std::vector<CertificateCode>> ReadErased(Database& database);

}  // namespace certseal
