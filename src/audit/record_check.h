// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "audit/trust_history.h"
#include "base/result.h"
#include "register/certificate_row.h"

namespace certseal {

// CheckRecord succeeds where the signed record of a certificate that is not erased is
// what its row, its seal and its page say, and was signed by an issuer key that counted
// for its log entry. Gives whether that key counts still: false where it was closed at
// an earlier entry since. Safe from several threads.
Result<bool> CheckRecord(const StoredCertificate& certificate, const SiteAddress& site,
                         const TrustHistory& trust);

}  // namespace certseal
