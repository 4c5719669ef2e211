// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "trust/trust_file.h"

namespace certseal {

// LedgerSigners sign what every change of the register ends with: the issuer key the
// status lists, the log key the checkpoint. Both are open keys of the trust file. The
// signers must outlive it.
struct LedgerSigners {
  IssuerKey issuer;
  const Ed25519Signer* issuer_signer;
  LogKey log;
  const Ed25519Signer* log_signer;
};

}  // namespace certseal
