// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "ledger/ledger_commit.h"
#include "register/register.h"

namespace certseal {

// StatusOrder is what a school wants done with certificates. A hold is a suspension
// until a fee or a document comes: the register keeps a note of it, and `release` ends
// it.
enum class StatusOrder { kRevoke, kSuspend, kReinstate, kHold, kRelease };

// PlannedChange is a certificate as it stands, and what is to become of it.
struct PlannedChange {
  ListedCertificate certificate;
  StatusOrder order;
  StatusReason reason;

  CertificateState after() const;
};

// PlanStatusChange finds everything that stands against an order before anything is
// asked or signed: the Error has one line for each code that is unknown, is so already,
// or whose state does not allow it. Without a reason the suspension that ends gives it;
// a hold's is requirements-not-met. To revoke and to suspend there must be one.
Result<std::vector<PlannedChange>> PlanStatusChange(
    Register& reg, StatusOrder order, std::optional<StatusReason> reason,
    std::span<const CertificateCode> codes);

// ApplyStatusChange logs all changes in one commit, or none, and gives its time. `note`
// is that of a hold, for the school alone.
Result<Timestamp> ApplyStatusChange(const LedgerContext& ledger,
                                    std::span<const PlannedChange> changes,
                                    const std::string& note = "");

}  // namespace certseal
