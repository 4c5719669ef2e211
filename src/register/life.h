// SPDX-License-Identifier: Apache-2.0
//
// The entries that a certificate has in the log. For the .cc files of register only.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

// CertificateLife is a certificate from its issue to its present state. Of one that was
// read, every event could follow on those before it, and they led to the state.
struct CertificateLife {
  long long id;
  CertificateCode code;
  CertificateState state;
  std::optional<uint64_t> log_index;  // of its `issue` entry
  std::vector<CertificateEvent> events;

  // Append adds an event and its state, or says why it cannot follow.
  Result<void> Append(const CertificateEvent& event);
};

// ReadLives gives the lives of certificates, in the order of their codes; it fails for
// a code that the register does not have. Throws as SOCI does.
Result<std::vector<CertificateLife>> ReadLives(Database& database,
                                               std::span<const CertificateCode> codes);

}  // namespace certseal
