// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/result.h"
#include "log/checkpoint.h"
#include "log/tree.h"
#include "register/register.h"

namespace certseal {

// TilesOf reads the tiles that the register holds. The register must outlive it.
TileSource TilesOf(Register& reg);

// IssueProofs makes the proof file of a certificate's own issue: its inclusion under the
// checkpoint that was signed when it was issued, the same every time. Neighbours in the
// log share what was read. The register must outlive it; for one thread at a time.
class IssueProofs {
 public:
  explicit IssueProofs(Register& reg) : register_(reg) {}

  // For gives the text of log/log_proof.h for the `issue` entry at this index.
  Result<std::string> For(uint64_t log_index);

 private:
  Result<void> LoadCheckpointOver(uint64_t log_index);

  Register& register_;
  std::optional<SignedCheckpoint> checkpoint_;  // covers the entries from covered_from_ on
  uint64_t covered_from_ = 0;
  std::optional<TreeReader> tree_;
};

}  // namespace certseal
