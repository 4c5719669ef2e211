// SPDX-License-Identifier: Apache-2.0
#include "issue/change_status.h"

#include "base/strings.h"
#include "base/take_first.h"
#include "issue/code_problems.h"
#include "record/card.h"

namespace certseal {
namespace {

constexpr size_t kCodesAtOnce = 64;

StatusChange ChangeOf(StatusOrder order) {
  switch (order) {
    case StatusOrder::kRevoke:
      return StatusChange::kRevoked;
    case StatusOrder::kSuspend:
    case StatusOrder::kHold:
      return StatusChange::kSuspended;
    case StatusOrder::kReinstate:
    case StatusOrder::kRelease:
      return StatusChange::kReinstated;
  }
  return StatusChange::kRevoked;
}

// "on 2026-04-01 (issued-in-error)"
std::string WhenAndWhy(const CertificateEvent& event) {
  return StrCat("on ", event.at.date().Iso(), " (", StatusReasonText(event.reason),
                ")");
}

// StatusPlanner judges one order on certificates, some at a time.
class StatusPlanner {
 public:
  StatusPlanner(Register& reg, StatusOrder order, std::optional<StatusReason> reason)
      : register_(reg), order_(order), reason_(reason) {}

  Result<void> Plan(std::span<const CertificateCode> codes) {
    ASSIGN_OR_RETURN(const auto found, register_.FindByCodes(codes));
    std::vector<CertificateCode> there;
    for (size_t i = 0; i < codes.size(); ++i) {
      if (found[i]) there.push_back(codes[i]);
    }
    ASSIGN_OR_RETURN(const auto histories, register_.Histories(there));
    auto history = histories.begin();
    for (size_t i = 0; i < codes.size(); ++i) {
      if (found[i]) {
        PlanOne(*found[i], *history++);
      } else {
        problems_.Add(codes[i], "is not in the register",
                      "search by name: certseal find NAME");
      }
    }
    return {};
  }

  Result<std::vector<PlannedChange>> Take() {
    if (!problems_.empty()) return Fail(problems_.ToError());
    return std::move(changes_);
  }

 private:
  void PlanOne(const StoredCertificate& stored, const CertificateHistory& history) {
    const ListedCertificate certificate{stored.row.facts, stored.state, stored.erased};
    if (!Judge(certificate, history)) return;
    changes_.push_back({certificate, order_, ReasonFor(history)});
  }

  // Judge adds a problem where the order cannot be done.
  bool Judge(const ListedCertificate& certificate, const CertificateHistory& history) {
    const CertificateCode& code = certificate.facts.code;
    if (certificate.erased && order_ == StatusOrder::kHold) {
      problems_.Add(code, "was erased: nothing is left to hold");
      return false;
    }
    switch (certificate.state) {
      case CertificateState::kActive:
        return JudgeActive(code, history);
      case CertificateState::kSuspended:
        return JudgeSuspended(code, history);
      case CertificateState::kRevoked:
        return RefuseRevoked(code, history.events.back());
      case CertificateState::kReplaced:
        return RefuseReplaced(code, history.events.back());
    }
    return false;
  }

  bool JudgeActive(const CertificateCode& code, const CertificateHistory& history) {
    switch (order_) {
      case StatusOrder::kRevoke:
        return true;
      case StatusOrder::kSuspend:
      case StatusOrder::kHold:
        return DemandRoomOnCard(code, history);
      case StatusOrder::kReinstate:
        problems_.Add(code, "is not suspended");
        return false;
      case StatusOrder::kRelease:
        problems_.Add(code, "is not on hold");
        return false;
    }
    return false;
  }

  // Whoever is suspended can be reinstated, then revoked, then replaced.
  bool DemandRoomOnCard(const CertificateCode& code,
                        const CertificateHistory& history) {
    if (history.events.size() + 4 <= Card::kMaxEvents) return true;
    problems_.Add(code,
                  StrCat("has changed ", history.events.size(),
                         " times: its card in the register has no room for more"),
                  "issue a successor: certseal correct CODE --reissue");
    return false;
  }

  bool JudgeSuspended(const CertificateCode& code, const CertificateHistory& history) {
    const std::string since =
        history.hold
            ? StrCat("is on hold since ", history.hold->since.date().Iso())
            : StrCat("is suspended since ", history.events.back().at.date().Iso());
    switch (order_) {
      case StatusOrder::kRevoke:
        return true;
      case StatusOrder::kSuspend:
      case StatusOrder::kHold:
        problems_.Add(code, since + " already");
        return false;
      case StatusOrder::kReinstate:
        if (history.hold) problems_.Add(code, since, "certseal release CODE");
        return !history.hold;
      case StatusOrder::kRelease:
        if (!history.hold) {
          problems_.Add(code, StrCat("is not on hold: it ", since),
                        "certseal reinstate CODE");
        }
        return history.hold.has_value();
    }
    return false;
  }

  bool RefuseRevoked(const CertificateCode& code, const CertificateEvent& event) {
    const std::string revoked = StrCat("was revoked ", WhenAndWhy(event));
    if (order_ == StatusOrder::kRevoke) {
      problems_.Add(code, revoked + " already");
    } else {
      problems_.Add(code, revoked + ": a revocation is final",
                    "where it was a mistake, issue a successor: certseal correct CODE "
                    "--reissue");
    }
    return false;
  }

  bool RefuseReplaced(const CertificateCode& code, const CertificateEvent& event) {
    problems_.Add(code,
                  StrCat("was replaced on ", event.at.date().Iso(), " by ",
                         event.successor ? event.successor->Printed()
                                         : "a certificate that this register lost"),
                  "name the successor instead: certseal show CODE");
    return false;
  }

  StatusReason ReasonFor(const CertificateHistory& history) const {
    if (reason_) return *reason_;
    const bool ends = ChangeOf(order_) == StatusChange::kReinstated;
    return ends ? history.events.back().reason : StatusReason::kRequirementsNotMet;
  }

  Register& register_;
  StatusOrder order_;
  std::optional<StatusReason> reason_;
  std::vector<PlannedChange> changes_;
  CodeProblems problems_;
};

Result<void> UpdateHolds(std::span<const PlannedChange> changes, Timestamp time,
                         const std::string& note, Transaction& transaction) {
  std::vector<Hold> held;
  std::vector<CertificateCode> released;
  for (const PlannedChange& change : changes) {
    const CertificateCode& code = change.certificate.facts.code;
    if (change.order == StatusOrder::kHold) {
      held.push_back({code, time, note});
    } else if (change.order != StatusOrder::kSuspend) {
      released.push_back(code);  // whoever is revoked waits for nothing any more
    }
  }
  TRY(transaction.PutHolds(held));
  return transaction.RemoveHolds(released);
}

}  // namespace

CertificateState PlannedChange::after() const { return StateAfter(ChangeOf(order)); }

Result<std::vector<PlannedChange>> PlanStatusChange(
    Register& reg, StatusOrder order, std::optional<StatusReason> reason,
    std::span<const CertificateCode> codes) {
  if (!reason && (order == StatusOrder::kRevoke || order == StatusOrder::kSuspend)) {
    return Fail("a reason is missing");
  }
  StatusPlanner planner(reg, order, reason);
  while (!codes.empty()) {
    const auto some = TakeFirst(codes, kCodesAtOnce);
    TRY(planner.Plan(some));
  }
  return planner.Take();
}

Result<Timestamp> ApplyStatusChange(const LedgerContext& ledger,
                                    std::span<const PlannedChange> changes,
                                    const std::string& note) {
  ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(ledger));
  std::vector<StatusUpdate> updates;
  for (const PlannedChange& change : changes) {
    updates.push_back(
        {change.certificate.facts.code, ChangeOf(change.order), change.reason});
  }
  TRY(commit.ChangeStatus(updates));
  TRY(UpdateHolds(changes, commit.time(), note, commit.transaction()));
  TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
  return commit.time();
}

}  // namespace certseal
