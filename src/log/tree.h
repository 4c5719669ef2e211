// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "log/merkle.h"
#include "log/tile.h"

namespace certseal {

// TileSource gives the bytes of a tile: 32 · width, or an error. It may give more
// hashes than asked for (a tile that has grown since): the first `width` count.
using TileSource = std::function<Result<std::string>(const TileId&)>;

// TreeReader computes hashes of a tree of `size` leaves from its tiles, each read at
// most once and kept. It believes the tiles: whoever does not trust their source checks
// the proofs against a verified checkpoint (log/merkle.h). A head or a proof reads
// O(log n) tiles.
class TreeReader {
 public:
  TreeReader(TileSource source, uint64_t size)
      : source_(std::move(source)), size_(size) {}

  uint64_t size() const { return size_; }

  // HeadAt is the head of the first `size` leaves, at most those of this tree.
  Result<TreeHead> HeadAt(uint64_t size);
  Result<TreeHead> Head() { return HeadAt(size_); }

  // ProveInclusion gives the hashes that lead from the leaf at `index` to Head(), from
  // the leaf upward (RFC 6962 §2.1.1).
  Result<ProofHashes> ProveInclusion(uint64_t index);

  // ProveInclusionIn proves it for the head of the first `size` leaves.
  Result<ProofHashes> ProveInclusionIn(uint64_t size, uint64_t index);

  // ProveConsistency gives the proof that the first `older` leaves are a prefix of this
  // tree (RFC 6962 §2.1.2).
  Result<ProofHashes> ProveConsistency(uint64_t older);

  // LeafAt is the leaf hash at `index`.
  Result<LeafHash> LeafAt(uint64_t index);

 private:
  // Row h of a tile holds its complete subtrees of 2^h hashes, as far as they lie below
  // the next level's tiles.
  using TileRows = std::array<ProofHashes, 8>;
  Result<const TileRows*> RowsOf(unsigned level, uint64_t number);
  // The hash of the complete subtree of 2^level leaves that begins at index · 2^level.
  Result<Sha256Digest> NodeAt(unsigned level, uint64_t index);
  // The hash of the leaves [begin, end). Not empty; `begin` is a multiple of the
  // largest power of two that is not above their number.
  Result<Sha256Digest> RangeHash(uint64_t begin, uint64_t end);

  TileSource source_;
  uint64_t size_;
  std::map<std::pair<unsigned, uint64_t>, TileRows> tiles_;
};

// GrownTile is a tile with the hashes it has now, 32 bytes each.
struct GrownTile {
  unsigned level;
  uint64_t number;
  std::string hashes;
};

// AppendLeaves gives all tiles that change or appear when `leaves` are appended to a
// tree of `size` leaves, in the order of level and number. It reads from the source
// only the partial tiles of the right edge. Fails where the tree would reach 2^48
// leaves.
Result<std::vector<GrownTile>> AppendLeaves(const TileSource& source, uint64_t size,
                                            std::span<const LeafHash> leaves);

}  // namespace certseal
