// SPDX-License-Identifier: Apache-2.0
#include "audit/audit.h"

#include "audit/claims.h"

namespace certseal {
namespace {

ClaimOutcome OutcomeOf(const AuditClaim& claim, const Result<ClaimEvidence>& found) {
  if (found) {
    return {std::string(claim.name),
            found->unknown ? ClaimVerdict::kUnknown : ClaimVerdict::kHolds,
            found->statement, found->notes, found->hints};
  }
  ClaimOutcome outcome{std::string(claim.name), ClaimVerdict::kFalse,
                       found.error().message};
  outcome.hints = {std::string(claim.meaning), std::string(claim.remedy)};
  for (const std::string& hint : found.error().hints) outcome.hints.push_back(hint);
  return outcome;
}

}  // namespace

bool AuditReport::holds() const {
  return !outcomes.empty() && outcomes.back().verdict == ClaimVerdict::kHolds;
}

AuditReport Audit(const AuditOptions& options,
                  const std::function<void(const ClaimOutcome&)>& report) {
  AuditContext context{options};
  AuditReport all;
  for (const AuditClaim& claim : AuditClaims()) {
    const Result<ClaimEvidence> found = claim.check(context);
    if (found && found->statement.empty()) continue;
    all.outcomes.push_back(OutcomeOf(claim, found));
    report(all.outcomes.back());
    if (!all.holds()) break;
  }
  return all;
}

}  // namespace certseal
