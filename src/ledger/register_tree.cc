// SPDX-License-Identifier: Apache-2.0
#include "ledger/register_tree.h"

#include "base/strings.h"
#include "log/log_proof.h"

namespace certseal {

TileSource TilesOf(Register& reg) {
  return [&reg](const TileId& id) { return reg.Tile(id.level, id.number); };
}

Result<void> IssueProofs::LoadCheckpointOver(uint64_t log_index) {
  const bool covered = checkpoint_ && log_index >= covered_from_ &&
                       log_index < checkpoint_->tree().size;
  if (covered) return {};
  ASSIGN_OR_RETURN(const auto stored, register_.CheckpointOver(log_index));
  if (!stored) {
    return Fail(StrCat("the log entry ", log_index, " is under no signed checkpoint"));
  }
  ASSIGN_OR_RETURN(checkpoint_, SignedCheckpoint::Parse(stored->note));
  // Entries before this one may belong to an earlier checkpoint.
  covered_from_ = log_index;
  tree_.emplace(TilesOf(register_), checkpoint_->tree().size);
  return {};
}

Result<std::string> IssueProofs::For(uint64_t log_index) {
  TRY(LoadCheckpointOver(log_index));
  ASSIGN_OR_RETURN(ProofHashes hashes, tree_->ProveInclusion(log_index));
  return LogProof{log_index, std::move(hashes), *checkpoint_}.Text();
}

}  // namespace certseal
