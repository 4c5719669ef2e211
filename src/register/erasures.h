// SPDX-License-Identifier: Apache-2.0
//
// People who were erased. For the .cc files of register only; all functions throw as
// SOCI does, besides what they return.
#pragma once

#include <span>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "record/code.h"
#include "register/database.h"

namespace certseal {

Result<void> EraseCertificate(Database& database, const CertificateCode& code,
                              Timestamp at);

// Erasure is when a certificate's person was erased first.
struct Erasure {
  CertificateCode code;
  Timestamp at;
};

// ReadErasuresOf gives those of the certificates with these ids.
Result<std::vector<Erasure>> ReadErasuresOf(Database& database,
                                            std::span<const long long> certificate_ids);
// ReadErased gives all, in the order of issue.
Result<std::vector<CertificateCode>> ReadErased(Database& database);

}  // namespace certseal
