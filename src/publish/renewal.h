// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/ledger_commit.h"
#include "log/checkpoint.h"
#include "register/register.h"

namespace certseal {

// RenewHead appends a head that promises the next one within `span`, and gives its
// checkpoint: what is published next says of when it is and until when it counts.
Result<SignedCheckpoint> RenewHead(const LedgerContext& ledger,
                                   std::chrono::seconds span);

// ParseSpan reads "12h", "7d" or "4w": one hour to 400 days.
std::optional<std::chrono::seconds> ParseSpan(std::string_view text);

// WitnessRequest is the body of add-checkpoint (log/witness.h) for the newest checkpoint,
// from the newest one that one of the trust file's witnesses has cosigned, or from
// `old_size` where the witness says it has seen that.
Result<std::string> WitnessRequest(Register& reg, const TrustFile& trust,
                                   std::optional<uint64_t> old_size);

// AddWitnessResponses adds the witnesses' answers to the newest checkpoint in the
// register; all or none.
Result<SignedCheckpoint> AddWitnessResponses(Register& reg, const TrustFile& trust,
                                             const std::vector<std::string>& responses);

}  // namespace certseal
