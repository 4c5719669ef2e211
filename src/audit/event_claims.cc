// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/claims.h"
#include "audit/entry_reader.h"
#include "audit/wording.h"
#include "base/strings.h"

namespace certseal {
namespace {

// The `status` entry that an event must have in the log.
Result<std::string> EntryOf(const CertificateEvent& event,
                            const CertificateHistory& history, Register& reg) {
  StatusEntry entry{
      history.log_index.value_or(0), event.change, event.at, event.reason, {}};
  if (event.successor) {
    ASSIGN_OR_RETURN(const CertificateHistory successor, reg.History(*event.successor));
    entry.successor = successor.log_index;
  }
  if (event.lost_successor) entry.successor = event.lost_successor;
  return EntryText(entry);
}

// A replacement and its succession are of one change.
Result<void> CheckSuccession(const CertificateEvent& event,
                             const CertificateHistory& history) {
  if (!event.successor) return {};
  const bool known = std::ranges::any_of(
      history.successors,
      [&](const Succession& each) { return each.successor == *event.successor; });
  if (known) return {};
  return Fail(StrCat("its successor ", event.successor->Printed(),
                     " does not know it as its predecessor"));
}

Result<uint64_t> CheckHistory(const CertificateCode& code, AuditContext& context) {
  Register& reg = context.database();
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  uint64_t count = 0;
  for (const CertificateEvent& event : history.events) {
    ASSIGN_OR_RETURN(const bool meanwhile, AddedMeanwhile(context, event.log_index));
    if (meanwhile) break;
    ASSIGN_OR_RETURN(const std::string expected, EntryOf(event, history, reg));
    ASSIGN_OR_RETURN(const auto entries,
                     reg.Entries(event.log_index, event.log_index + 1));
    if (entries.front() != expected) {
      return Fail(StrCat("log entry ", event.log_index, " is not that of the event \"",
                         StatusChangeText(event.change), "\""));
    }
    TRY(CheckSuccession(event, history));
    ++count;
  }
  return count;
}

// How often the log changes certificates that are lost.
Result<uint64_t> ChangesOfLost(AuditContext& context) {
  if (context.lost.empty()) return uint64_t{0};
  uint64_t count = 0;
  EntryReader entries(context.database(), context.size());
  for (uint64_t index = *context.lost.begin(); index < context.size(); ++index) {
    if (context.log.LeafAt(index) != LogReplay::Leaf::kStatus) continue;
    ASSIGN_OR_RETURN(const std::string* text, entries.At(index));
    ASSIGN_OR_RETURN(const LogEntry entry, ParseEntry(*text));
    count += context.lost.contains(std::get<StatusEntry>(entry).subject) ? 1 : 0;
  }
  return count;
}

Result<void> CheckHold(const Hold& hold, AuditContext& context) {
  ASSIGN_OR_RETURN(const auto stored, context.database().FindByCode(hold.code));
  if (stored && stored->state == CertificateState::kSuspended) return {};
  // Holding and releasing are one transaction; one of them may have come in between.
  ASSIGN_OR_RETURN(const CertificateHistory history,
                   context.database().History(hold.code));
  if (!history.hold) return {};
  return Fail(
      StrCat("certificate ", hold.code.Printed(), " is on hold, but not suspended"));
}

}  // namespace

Result<ClaimEvidence> CheckEvents(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> changed,
                   context.database().ChangedFrom(0));
  uint64_t count = 0;
  for (const CertificateCode& code : changed) {
    const Result<uint64_t> events = CheckHistory(code, context);
    if (!events) return Within(StrCat("certificate ", code.Printed()), events.error());
    count += *events;
  }
  ASSIGN_OR_RETURN(const uint64_t of_lost, ChangesOfLost(context));
  const uint64_t logged = context.log.changes() - of_lost;
  if (count != logged) {
    return Fail(StrCat("the log has ", Counted(logged, "change", "changes"),
                       " of status, and the register knows ", Grouped(count)));
  }
  ASSIGN_OR_RETURN(const std::vector<Hold> held, context.database().Held());
  for (const Hold& hold : held) TRY(CheckHold(hold, context));
  return ClaimEvidence{
      StrCat(Counted(count, "change of status is", "changes of status are"),
             " those of the log")};
}

}  // namespace certseal
