// SPDX-License-Identifier: Apache-2.0
#include "verify/card_history.h"

#include <utility>

#include "base/strings.h"

namespace certseal {
namespace {

Result<ProvenEvent> ProveEvent(ProvenLog& log, uint64_t subject,
                               const CardEvent& event) {
  ASSIGN_OR_RETURN(const LogEntry entry, ParseEntry(event.entry));
  const StatusEntry* status = std::get_if<StatusEntry>(&entry);
  if (!status || status->subject != subject) {
    return Fail(StrCat("entry ", event.index, " is not about this certificate"));
  }
  ASSIGN_OR_RETURN(const LeafHash there, log.LeafAt(event.index));
  if (there != LeafHash::Of(event.entry)) {
    return Fail(StrCat("entry ", event.index, " is another one in the log"));
  }
  return ProvenEvent{*status, event.successor};
}

}  // namespace

Result<std::vector<ProvenEvent>> ProveEvents(ProvenLog& log, uint64_t subject,
                                             std::span<const CardEvent> events) {
  std::vector<ProvenEvent> proven;
  uint64_t last = subject;
  for (const CardEvent& event : events) {
    if (event.index <= last) return Fail("the events are not in the order of the log");
    last = event.index;
    if (event.index >= log.tree().size) continue;
    ASSIGN_OR_RETURN(ProvenEvent each, ProveEvent(log, subject, event));
    proven.push_back(std::move(each));
  }
  return proven;
}

std::string_view PublishedStateText(PublishedState state) {
  switch (state) {
    case PublishedState::kActive:
      return "active";
    case PublishedState::kSuspended:
      return "suspended";
    case PublishedState::kRevoked:
      return "revoked";
    case PublishedState::kReplaced:
      return "replaced";
  }
  return "";
}

PublishedState StateOf(std::span<const ProvenEvent> events) {
  PublishedState state = PublishedState::kActive;
  for (const ProvenEvent& event : events) {
    const bool final =
        state == PublishedState::kRevoked || state == PublishedState::kReplaced;
    switch (event.entry.change) {
      case StatusChange::kReplaced:
        state = PublishedState::kReplaced;
        break;
      case StatusChange::kRevoked:
        if (!final) state = PublishedState::kRevoked;
        break;
      case StatusChange::kSuspended:
        if (!final) state = PublishedState::kSuspended;
        break;
      case StatusChange::kReinstated:
        if (!final) state = PublishedState::kActive;
        break;
    }
  }
  return state;
}

}  // namespace certseal
