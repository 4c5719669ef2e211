// SPDX-License-Identifier: Apache-2.0
//
// The entries that a certificate has in the log. For the .cc files of register only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"
#include "register/statement.h"

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

// LifeReader reads lives, one after another. Its functions throw as SOCI does.
class LifeReader {
 public:
  explicit LifeReader(Database& database);

  // Read fails for a code that the register does not have.
  Result<CertificateLife> Read(const CertificateCode& code);

 private:
  Result<CertificateEvent> ToEvent(const CertificateCode& code) const;
  tl::unexpected<Error> Damaged(std::string_view what) const;

  Database& database_;
  long long id_ = 0;
  std::string code_, state_, issue_index_, kind_, at_, reason_, successor_, log_index_,
      lost_successor_;
  SqlStatement certificate_, events_;
};

}  // namespace certseal
