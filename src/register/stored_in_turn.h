// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/result.h"
#include "register/register.h"

namespace certseal {

// StoredInTurn gives the certificates with these codes, one after the other. It reads some
// dozens at a time, which costs a fraction, on a server most of all. Codes and register
// must outlive it.
class StoredInTurn {
 public:
  StoredInTurn(std::span<const CertificateCode> codes, Register& reg)
      : rest_(codes), register_(reg) {}

  bool at_end() const { return next_ == read_.size() && rest_.empty(); }

  // Next gives nothing where the register has none with the next code. Not at the end.
  Result<std::optional<StoredCertificate>> Next();

 private:
  std::span<const CertificateCode> rest_;  // not read yet
  Register& register_;
  std::vector<std::optional<StoredCertificate>> read_;
  size_t next_ = 0;  // of read_
};

}  // namespace certseal
