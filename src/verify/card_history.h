// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "log/entry.h"
#include "record/card.h"
#include "record/code.h"
#include "verify/proven_log.h"

namespace certseal {

// ProvenEvent is a change of status that stands in the log.
struct ProvenEvent {
  StatusEntry entry;
  std::optional<CertificateCode> successor;  // as the card says, not proven
};

// ProveEvents demands of each of a card's events that it is an entry about the
// certificate whose `issue` entry is `subject`, and stands in the log where the card
// says. Events beyond the log's end are newer than it and left out. A server may
// withhold events; it cannot make any.
Result<std::vector<ProvenEvent>> ProveEvents(ProvenLog& log, uint64_t subject,
                                             std::span<const CardEvent> events);

// What a certificate is, as its school publishes it.
enum class PublishedState { kActive, kSuspended, kRevoked, kReplaced };
std::string_view PublishedStateText(PublishedState state);  // active ...

// StateOf is the state that events lead to, in their order. A revocation is final but
// for a successor being named.
PublishedState StateOf(std::span<const ProvenEvent> events);

}  // namespace certseal
