// SPDX-License-Identifier: Apache-2.0
#include "issue/successor.h"

#include "base/strings.h"
#include "issue/issue_roster.h"

namespace certseal {
namespace {

Result<void> DemandUnchanged(const SuccessorPlan& plan, Register& reg) {
  const CertificateCode& code = plan.predecessor.facts.code;
  ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  if (stored && !stored->erased && stored->state == plan.predecessor.state &&
      history.hold == plan.hold) {
    return {};
  }
  return Fail(
      StrCat(code.Printed(), " was changed just now by another program; nothing ",
             "was issued"),
      {"look at it and run the command again: certseal show " + code.Printed()});
}

Result<CertificateRow> MakeRow(const SuccessorPlan& plan, const School& school,
                               const OpenIssuerKey& issuer, const Random& random,
                               LedgerCommit& commit) {
  ASSIGN_OR_RETURN(const std::vector<StatusSlot> slots,
                   commit.transaction().DrawStatusSlots(1, random));
  NewCertificate wanted{plan.award, plan.identity, slots.front(), commit.time(),
                        *plan.renderer};
  if (plan.replaces) wanted.replaces = plan.predecessor.facts.code;
  return MakeCertificate(wanted, school, issuer, random);
}

Result<void> AddRow(const SuccessorPlan& plan, const CertificateRow& row,
                    LedgerCommit& commit) {
  const bool correction = plan.kind == SuccessionKind::kCorrection;
  const Batch batch{StrCat(correction ? "correction of " : "renewal of ",
                           plan.predecessor.facts.code.Printed()),
                    {},
                    commit.time()};
  const uint64_t index = commit.Append(IssueEntry{Sha256(row.record)});
  ASSIGN_OR_RETURN(const BatchOutcome outcome,
                   commit.transaction().AddBatch(batch, {&row, 1}, index));
  if (!outcome.collision) return {};
  return Fail(StrCat("this certificate was issued already: ",
                     outcome.collision->code.Printed()));
}

Result<void> LogStatus(const SuccessorPlan& plan, const CertificateCode& code,
                       LedgerCommit& commit) {
  const CertificateCode& former = plan.predecessor.facts.code;
  std::vector<StatusUpdate> updates;
  if (plan.replaces) {
    updates.push_back({former, StatusChange::kReplaced, StatusReason::kReplaced, code});
  }
  if (plan.hold) {
    updates.push_back(
        {code, StatusChange::kSuspended, StatusReason::kRequirementsNotMet});
  }
  TRY(commit.ChangeStatus(updates));
  TRY(commit.transaction().AddSuccession({former, code, plan.kind}));
  if (!plan.hold) return {};
  TRY(commit.transaction().RemoveHold(former));
  return commit.transaction().PutHold({code, plan.hold->since, plan.hold->note});
}

}  // namespace

Result<CertificateCode> IssueSuccessor(const SuccessorPlan& plan, const School& school,
                                       const OpenIssuerKey& issuer,
                                       const LedgerContext& ledger,
                                       const Random& random) {
  ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(ledger));
  TRY(DemandUnchanged(plan, ledger.reg));
  ASSIGN_OR_RETURN(const CertificateRow row,
                   MakeRow(plan, school, issuer, random, commit));
  TRY(AddRow(plan, row, commit));
  TRY(LogStatus(plan, row.facts.code, commit));
  TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
  return row.facts.code;
}

}  // namespace certseal
