// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "faults/operations.h"
#include "log/checkpoint.h"

namespace certseal::faults {

// Before is what a school had before an operation.
struct Before {
  std::vector<ListedCertificate> certificates;
  std::optional<SignedCheckpoint> published;

  static Result<Before> Of(SampleSchool& school);
};

// CheckAfterFault demands of what a fault has left: the register opens, the audit
// passes; what was issued before and what was reported as issued is there; the
// operation, run again, completes and doubles nothing; the next publication extends the
// former one, and the audit passes again, now with the new site.
Result<void> CheckAfterFault(SampleSchool& school, const Operation& operation,
                             const Before& before,
                             const std::vector<std::string>& reported);

}  // namespace certseal::faults
