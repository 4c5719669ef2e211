// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "crypto/random.h"
#include "issue/award.h"
#include "issue/differences.h"
#include "issue/key_store.h"
#include "issue/school_directory.h"
#include "ledger/ledger_commit.h"
#include "page/renderer.h"
#include "register/register.h"
#include "roster/finding.h"

namespace certseal {

// SuccessorPlan is a certificate to be issued because of an earlier one.
struct SuccessorPlan {
  ListedCertificate predecessor;  // as it stands
  SuccessionKind kind;
  bool replaces;  // the predecessor is marked as replaced, and the page names it
  Award award;
  Sha256Digest identity;
  const Renderer* renderer;             // the store's
  std::vector<Difference> differences;  // from the predecessor
  Findings findings;                    // repairs, notices and warnings; no errors
  std::optional<Hold> hold = {};        // what is held stays held
};

// IssueSuccessor makes, signs, registers and logs the certificate of a plan in one
// commit, and gives its code; drawing it and moving the predecessor's file is for
// afterwards. Nothing happens where the predecessor is no longer as it was planned for.
Result<CertificateCode> IssueSuccessor(const SuccessorPlan& plan, const School& school,
                                       const OpenIssuerKey& issuer,
                                       const LedgerContext& ledger,
                                       const Random& random = SystemRandom);

}  // namespace certseal
