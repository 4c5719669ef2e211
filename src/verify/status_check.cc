// SPDX-License-Identifier: Apache-2.0
#include "verify/status_check.h"

#include <utility>
#include <vector>

#include "base/strings.h"
#include "verify/log_check.h"

namespace certseal {
namespace {

StatusFinding Unknown(std::string why) {
  return {CheckResult::kUnknown, std::move(why)};
}

Result<bool> ReadBit(RegisterView& view, StatusPurpose purpose,
                     const StatusSlot& slot) {
  if (slot.index >= StatusBits::kCount)
    return Fail("its place is beyond the status list");
  ASSIGN_OR_RETURN(const StatusBits* bits, view.Bits({purpose, slot.block}));
  return bits->Get(slot.index);
}

// The successor's number stands in the card alone. It counts where the record under it
// is the one that the log names.
bool IsSuccessor(RegisterView& view, const CertificateCode& code, uint64_t index) {
  const auto card = view.FetchCard(code);
  if (!card || !*card) return false;
  const Result<SignedRecord> record = SignedRecord::Parse((*card)->record);
  const Result<LeafHash> leaf = view.log()->LeafAt(index);
  return record && record->credential().code == code && leaf &&
         *leaf == RecordLeaf((*card)->record);
}

// What the last event adds to a state that the bits have settled.
CertificateStatus Describe(RegisterView& view, PublishedState state,
                           const ProvenEvent& event) {
  CertificateStatus status{state, event.entry.at, event.entry.reason};
  if (event.entry.successor && event.successor &&
      IsSuccessor(view, *event.successor, *event.entry.successor)) {
    status.successor = event.successor;
  }
  return status;
}

// `revoked` and `suspended` are the bits; events that lag behind them, or are withheld,
// leave the detail unsaid.
CertificateStatus StatusOf(RegisterView& view, bool revoked,
                           const std::vector<ProvenEvent>& events) {
  const PublishedState told = StateOf(events);
  const bool fits =
      revoked ? told == PublishedState::kRevoked || told == PublishedState::kReplaced
              : told == PublishedState::kSuspended;
  if (fits) return Describe(view, told, events.back());
  return {revoked ? PublishedState::kRevoked : PublishedState::kSuspended};
}

std::string Evidence(const CertificateStatus& status) {
  std::string out(PublishedStateText(status.state));
  if (status.since) out += StrCat(" since ", status.since->Minute());
  if (status.reason) out += StrCat(" (", StatusReasonText(*status.reason), ")");
  if (!status.since) out += "; the register does not say since when, or why";
  return out;
}

// No bit is set.
StatusFinding Clear(RegisterView& view, const StatusQuestion& question) {
  if (question.card && question.log_index) {
    const auto events =
        ProveEvents(*view.log(), *question.log_index, question.card->events);
    if (!events) {
      return Unknown(StrCat("the events in its card are not those of the log: ",
                            events.error().message));
    }
    if (const PublishedState told = StateOf(*events); told != PublishedState::kActive) {
      return Unknown(
          StrCat("its card says ", PublishedStateText(told),
                 ", and the status lists do not: the copy of the register is "
                 "torn"));
    }
  }
  return {CheckResult::kPass, "neither revoked, replaced nor suspended",
          CertificateStatus{PublishedState::kActive}};
}

}  // namespace

StatusFinding CheckStatus(RegisterView& view, const StatusQuestion& question) {
  const auto lock = view.Lock();
  const Result<bool> revoked = ReadBit(view, StatusPurpose::kRevocation, question.slot);
  const Result<bool> suspended =
      ReadBit(view, StatusPurpose::kSuspension, question.slot);
  const bool bad = (revoked && *revoked) || (suspended && *suspended);
  if (!bad) {
    if (!revoked) return Unknown(revoked.error().message);
    if (!suspended) return Unknown(suspended.error().message);
    return Clear(view, question);
  }
  std::vector<ProvenEvent> events;
  const Card* card = question.card ? question.card : question.fetch();
  if (card && question.log_index) {
    if (auto proven = ProveEvents(*view.log(), *question.log_index, card->events)) {
      events = std::move(*proven);
    }
  }
  CertificateStatus status = StatusOf(view, revoked && *revoked, events);
  return {CheckResult::kFail, Evidence(status), std::move(status)};
}

}  // namespace certseal
