// SPDX-License-Identifier: Apache-2.0
//
// The audit of a school: everything that its register and its site claim, recomputed
// from the log's entries up (docs/audit.md). It needs no key and changes nothing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "issue/issue_roster.h"
#include "register/location.h"

namespace certseal {

enum class ClaimVerdict {
  kHolds,
  kFalse,
  kUnknown,  // could not be looked at now
};

// ClaimOutcome is what was found of one claim.
struct ClaimOutcome {
  std::string claim;  // its name for machines: entries, tiles ...
  ClaimVerdict verdict;
  // What holds, with its count; or what is false, and where.
  std::string statement;
  std::vector<std::string> notes = {};  // to know, though it holds
  // Where it does not hold: what that means, and what to do.
  std::vector<std::string> hints = {};
};

struct AuditReport {
  std::vector<ClaimOutcome> outcomes;  // up to the first that does not hold

  [[nodiscard]] bool holds() const;
};

struct AuditOptions {
  std::filesystem::path school;                       // its directory
  // A copy of its register that is not to count before it was audited; none: the register.
  std::optional<RegisterLocation> copy = {};
  std::optional<std::filesystem::path> site = {};     // none: the school's own
  std::vector<std::filesystem::path> templates = {};  // directories of shipped ones
  unsigned threads = HardwareThreads();
  Progress progress = [](size_t, size_t) {};
};

// Audit checks claim after claim, tells `report` about each, and stops at the first
// that does not hold. What other programs add to the register meanwhile is left out; no
// lock is held on it. A site is locked: publishing to it waits until the end.
//
// At most a few bytes an entry of the log are kept in memory.
AuditReport Audit(
    const AuditOptions& options,
    const std::function<void(const ClaimOutcome&)>& report = [](const ClaimOutcome&) {
    });

}  // namespace certseal
