// SPDX-License-Identifier: Apache-2.0
//
// The Merkle tree of RFC 6962 §2.1 and its proofs, checked as RFC 9162 §2.1.3.2 and
// §2.1.4.2 do.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/digest.h"

namespace certseal {

// LeafHash is SHA-256(00 ‖ entry).
struct LeafHash {
  Sha256Digest digest;

  static LeafHash Of(std::string_view entry);
  bool operator==(const LeafHash&) const = default;
};

// HashChildren is SHA-256(01 ‖ left ‖ right).
Sha256Digest HashChildren(const Sha256Digest& left, const Sha256Digest& right);

// TreeHead is a tree of `size` leaves by its root; the empty tree's is SHA-256("").
struct TreeHead {
  uint64_t size;
  Sha256Digest root;

  static TreeHead Empty();
  bool operator==(const TreeHead&) const = default;
};

using ProofHashes = std::vector<Sha256Digest>;

// CheckInclusion succeeds where the proof shows that the leaf stands at `index` of the
// tree. The proof's length is checked first.
Result<void> CheckInclusion(const LeafHash& leaf, uint64_t index,
                            const ProofHashes& proof, const TreeHead& tree);

// CheckConsistency succeeds where the proof shows that the older tree is a prefix of
// the newer. Of two trees of one size the roots must be equal and the proof empty. The
// empty tree as the older one is an error: there is nothing that a proof could bind.
Result<void> CheckConsistency(const TreeHead& older, const TreeHead& newer,
                              const ProofHashes& proof);

}  // namespace certseal
