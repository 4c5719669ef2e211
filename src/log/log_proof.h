// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "log/checkpoint.h"
#include "log/merkle.h"

namespace certseal {

// LogProof is the proof that an entry stands in a log (c2sp.org/tlog-proof):
//
//   c2sp.org/tlog-proof@v1
//   index N
//   one hash a line in base64, from the leaf upward
//   an empty line
//   the signed checkpoint
//
// Whoever verifies one verifies the checkpoint's signature, recomputes the leaf from
// the record at hand, and then the inclusion.
struct LogProof {
  static constexpr size_t kMaxBytes = 64 * 1024;

  uint64_t index;
  ProofHashes hashes;
  SignedCheckpoint checkpoint;

  std::string Text() const;
  // Parse accepts only what Text prints; the index must lie in the checkpoint's tree.
  static Result<LogProof> Parse(std::string_view text);
};

}  // namespace certseal
