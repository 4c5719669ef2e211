// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/random.h"
#include "issue/key_store.h"
#include "issue/roster_plan.h"
#include "register/register.h"

namespace certseal {

// Progress is told how many of how many are done; it runs on the calling thread.
using Progress = std::function<void(size_t done, size_t total)>;

struct IssueOptions {
  std::string source;  // the roster's file name, for the register
  Sha256Digest source_sha256;
  Clock clock = SystemNow;
  Random random = SystemRandom;
  Progress progress = [](size_t, size_t) {};
};

struct IssuedCertificate {
  CertificateCode code;
  int line = 0;
};

// IssuePlanned makes, signs and registers a certificate for every row of the plan whose
// fate is kIssue, and for no other. Up to a few thousand go in one transaction: each is
// complete in itself, and running the roster again continues where it stopped.
Result<std::vector<IssuedCertificate>> IssuePlanned(const RosterPlan& plan,
                                                    const School& school,
                                                    const OpenIssuerKey& issuer,
                                                    Register& reg,
                                                    const IssueOptions& options);

}  // namespace certseal
