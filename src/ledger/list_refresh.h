// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>

#include "base/date.h"
#include "base/result.h"
#include "base/site_address.h"
#include "ledger/ledger_signers.h"
#include "register/register.h"
#include "status/manifest.h"

namespace certseal {

// ListRefresh says which status lists a change of the register must sign anew.
struct ListRefresh {
  Timestamp time;
  Timestamp next;             // lists must be valid beyond it
  std::set<uint32_t> blocks;  // in which a certificate changed
  bool all = false;           // the issuer key has changed
};

// RefreshLists signs the lists that are missing, changed or about to run out, from the
// states that stand in the register, and gives the manifest of all. Its cost is that of
// the lists it signs, and of reading the others once.
Result<StatusManifest> RefreshLists(Register& reg, Transaction& transaction,
                                    const SiteAddress& site, uint64_t trust_version,
                                    const LedgerSigners& signers,
                                    const ListRefresh& refresh);

// BitsOf computes a list from the states of the certificates, and what is kept of lost
// ones (Register::KeptStatusBits).
Result<StatusBits> BitsOf(Register& reg, const StatusListId& id);

}  // namespace certseal
