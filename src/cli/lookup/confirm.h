// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "trust/trust_file.h"

namespace certseal {

// How an employer says that a trust file is the school's.
struct Confirmation {
  std::string
      fingerprint;   // that the school told him, spaces allowed; empty: none given
  bool yes = false;  // he wants no question
};

// ConfirmSchool succeeds where the fingerprint given is the trust file's, where no
// question is wanted, or where the person at the terminal answers "yes". Everything
// else is an error: a school is never accepted unasked.
Result<void> ConfirmSchool(const TrustFile& trust, const Confirmation& confirmation);

}  // namespace certseal
