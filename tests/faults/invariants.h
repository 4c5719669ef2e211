// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "faults/command.h"
#include "faults/operations.h"
#include "log/checkpoint.h"

namespace certseal::faults {

// Before is what a school had before an operation; nothing where there is none.
struct Before {
  std::vector<ListedCertificate> certificates;
  std::optional<SignedCheckpoint> published;

  static Result<Before> Of(const Place& place);
};

// CheckOutcome demands of what a command that was not killed left: an exit code that it
// may have, and a message where it failed; what it reports as done is done.
Result<void> CheckOutcome(const Place& place, const Operation& operation,
                          const Outcome& outcome);

// CheckAfterFault demands of what a fault has left: the register opens, the audit
// passes; what was issued before and what `reported` names is there; the operation, run
// again, completes and doubles nothing; the next publication extends the former one,
// and the audit passes again, now with the new site. `command` is the operation's;
// `aside` is for what commands print.
Result<void> CheckAfterFault(const Place& place, const Operation& operation,
                             const std::string& command, const Before& before,
                             const std::string& reported,
                             const std::filesystem::path& aside);

}  // namespace certseal::faults
