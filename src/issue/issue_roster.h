// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/random.h"
#include "issue/key_store.h"
#include "issue/school_register.h"
#include "issue/roster_plan.h"
#include "issue/work_options.h"
#include "register/register.h"

namespace certseal {

struct IssueOptions {
  std::string source;  // the roster's file name, for the register
  Sha256Digest source_sha256;
  Random random = SystemRandom;  // called from several threads at once
  WorkOptions work = {};
};

struct IssuedCertificate {
  CertificateCode code;
  int line = 0;
};

// IssuePlanned makes, signs, registers and logs a certificate for every row of the plan
// whose fate is kIssue, and for no other. Up to a few thousand go in one transaction:
// each is complete in itself, with a checkpoint of its own, and running the roster again
// continues where it stopped. They are made and signed on several threads; one writes,
// in the order of the roster. Where a stop is asked for, the transaction under way is
// given up, and what was issued before is the result.
Result<std::vector<IssuedCertificate>> IssuePlanned(const RosterPlan& plan,
                                                    const School& school,
                                                    const OpenIssuerKey& issuer,
                                                    const LedgerContext& ledger,
                                                    const IssueOptions& options);

// NewCertificate is what MakeCertificate makes a row of the register from.
struct NewCertificate {
  const Award& award;
  Sha256Digest identity;
  StatusSlot slot;
  Timestamp issued;
  const Renderer& renderer;
  int line = 0;                               // of the roster; 0: not from one
  std::optional<CertificateCode> replaces = {};  // the page names it
};

// MakeCertificate draws a code, signs record and seal and lays out the page; nothing is
// registered yet. Safe from several threads.
Result<CertificateRow> MakeCertificate(const NewCertificate& wanted, const School& school,
                                       const OpenIssuerKey& issuer, const Random& random);

}  // namespace certseal
