// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace certseal {

// Severity orders findings. A repair changed how a cell is read; a notice is good to
// know; a warning may be a mistake; an error keeps its row from being issued.
enum class Severity { kRepair, kNotice, kWarning, kError };

// RuleReference names the content rule that a finding comes from (docs/rules.md).
struct RuleReference {
  std::string id;       // ca-rn.licence
  std::string source;   // the authority and its document
  std::string checked;  // the day on which the rule was compared with it: 2026-11-26
};

// Finding is one thing to say about a roster. Texts from the file stand raw in
// `column`, `value` and `repaired`: show them through Quote(). In `message` and
// `remedy`, lower case without a full stop, they are quoted already.
struct Finding {
  Severity severity = Severity::kError;
  int line = 0;        // the physical line where its row begins; 0: the whole file
  std::string column;  // the column's name in the file; empty: the whole row
  std::string value;   // the cell as it stands in the file
  std::string message;
  std::string remedy = {};    // what would settle it; may be empty
  std::string repaired = {};  // of a repair: what the cell is read as
  std::string person = {};    // of a content rule: the graduate's name
  std::optional<RuleReference> rule = {};
};

using Findings = std::vector<Finding>;

inline bool HasErrors(const Findings& findings) {
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return true;
  }
  return false;
}

}  // namespace certseal
