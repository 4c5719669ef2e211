// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "audit/claims.h"
#include "audit/entry_reader.h"
#include "audit/wording.h"
#include "base/strings.h"
#include "base/take_first.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

constexpr size_t kBatch = 256;

using LogIndexes = std::map<CertificateCode, std::optional<uint64_t>>;

// Where certificates that took the place of others were issued.
Result<LogIndexes> IssueOfSuccessors(const std::vector<CertificateHistory>& histories,
                                     Register& reg) {
  std::vector<CertificateCode> codes;
  for (const CertificateHistory& history : histories) {
    for (const CertificateEvent& event : history.events) {
      if (event.successor) codes.push_back(*event.successor);
    }
  }
  ASSIGN_OR_RETURN(const auto successors, reg.Histories(codes));
  LogIndexes indexes;
  for (size_t i = 0; i < codes.size(); ++i) indexes[codes[i]] = successors[i].log_index;
  return indexes;
}

// The entries of all events of some certificates, in this order.
Result<std::vector<std::string>> EntriesOf(
    const std::vector<CertificateHistory>& histories, Register& reg) {
  std::vector<uint64_t> indexes;
  for (const CertificateHistory& history : histories) {
    for (const CertificateEvent& event : history.events) {
      indexes.push_back(event.log_index);
    }
  }
  return reg.EntriesAt(indexes);
}

// The `status` entry that an event must have in the log.
std::string EntryOf(const CertificateEvent& event, const CertificateHistory& history,
                    const LogIndexes& successors) {
  StatusEntry entry{
      history.log_index.value_or(0), event.change, event.at, event.reason, {}};
  if (event.successor) entry.successor = successors.at(*event.successor);
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

// Leaves the events that the audited log has.
Result<void> DropMeanwhile(CertificateHistory& history, AuditContext& context) {
  for (size_t i = 0; i < history.events.size(); ++i) {
    ASSIGN_OR_RETURN(const bool meanwhile,
                     AddedMeanwhile(context, history.events[i].log_index));
    if (!meanwhile) continue;
    history.events.erase(history.events.begin() + static_cast<ptrdiff_t>(i),
                         history.events.end());
    break;
  }
  return {};
}

Result<void> CheckEvent(const CertificateEvent& event,
                        const CertificateHistory& history, const std::string& entry,
                        const LogIndexes& successors) {
  if (entry != EntryOf(event, history, successors)) {
    return Fail(StrCat("log entry ", event.log_index, " is not that of the event \"",
                       StatusChangeText(event.change), "\""));
  }
  return CheckSuccession(event, history);
}

// The number of their events.
Result<uint64_t> CheckHistories(std::span<const CertificateCode> codes,
                                AuditContext& context) {
  Register& reg = context.database();
  ASSIGN_OR_RETURN(std::vector<CertificateHistory> histories, reg.Histories(codes));
  const auto of = [&](size_t i) { return StrCat("certificate ", codes[i].Printed()); };
  for (size_t i = 0; i < codes.size(); ++i) {
    const Result<void> dropped = DropMeanwhile(histories[i], context);
    if (!dropped) return Within(of(i), dropped.error());
  }
  ASSIGN_OR_RETURN(const LogIndexes successors, IssueOfSuccessors(histories, reg));
  ASSIGN_OR_RETURN(const std::vector<std::string> entries, EntriesOf(histories, reg));
  auto entry = entries.begin();
  for (size_t i = 0; i < codes.size(); ++i) {
    for (const CertificateEvent& event : histories[i].events) {
      const Result<void> checked =
          CheckEvent(event, histories[i], *entry++, successors);
      if (!checked) return Within(of(i), checked.error());
    }
  }
  return uint64_t{entries.size()};
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

Result<void> CheckHolds(AuditContext& context) {
  Register& reg = context.database();
  ASSIGN_OR_RETURN(const std::vector<Hold> held, reg.Held());
  const std::vector<CertificateCode> codes = CodesOf(held);
  StoredInTurn certificates(codes, reg);
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const auto stored, certificates.Next());
    if (stored && stored->state == CertificateState::kSuspended) continue;
    // Holding and releasing are one transaction; one of them may have come in between.
    ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
    if (!history.hold) continue;
    return Fail(
        StrCat("certificate ", code.Printed(), " is on hold, but not suspended"));
  }
  return {};
}

}  // namespace

Result<ClaimEvidence> CheckEvents(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> changed,
                   context.database().ChangedFrom(0));
  uint64_t count = 0;
  for (std::span<const CertificateCode> rest = changed; !rest.empty();) {
    const auto some = TakeFirst(rest, kBatch);
    ASSIGN_OR_RETURN(const uint64_t events, CheckHistories(some, context));
    count += events;
  }
  ASSIGN_OR_RETURN(const uint64_t of_lost, ChangesOfLost(context));
  const uint64_t logged = context.log.changes() - of_lost;
  if (count != logged) {
    return Fail(StrCat("the log has ", Counted(logged, "change", "changes"),
                       " of status, and the register knows ", Grouped(count)));
  }
  TRY(CheckHolds(context));
  return ClaimEvidence{
      StrCat(Counted(count, "change of status is", "changes of status are"),
             " those of the log")};
}

}  // namespace certseal
