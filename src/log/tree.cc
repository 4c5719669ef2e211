// SPDX-License-Identifier: Apache-2.0
#include "log/tree.h"

#include <algorithm>
#include <bit>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kHashSize = Sha256Digest::kSize;
constexpr unsigned kTileHeight = 8;  // 2^8 hashes of a full tile
constexpr uint64_t kSizeLimit = uint64_t{1} << (kTileHeight * (kMaxTileLevel + 1));

// SplitOf is the largest power of two below n (RFC 6962 §2.1). Needs n > 1.
uint64_t SplitOf(uint64_t n) { return std::bit_floor(n - 1); }

// ReadTile takes the hashes asked for and no others; it believes what they are.
Result<ProofHashes> ReadTile(const TileSource& source, const TileId& id) {
  if (id.level > kMaxTileLevel) return Fail(StrCat("there is no tile ", id.Path()));
  ASSIGN_OR_RETURN(const std::string bytes, source(id));
  if (bytes.size() % kHashSize != 0 || bytes.size() < id.width * kHashSize ||
      bytes.size() > kTileWidth * kHashSize) {
    return Fail(
        StrCat(id.Path(), " has ", bytes.size(), " bytes, not ", id.width * kHashSize));
  }
  ProofHashes hashes;
  hashes.reserve(kTileWidth);
  for (size_t i = 0; i < id.width; ++i) {
    const std::string_view hash =
        std::string_view(bytes).substr(i * kHashSize, kHashSize);
    hashes.push_back(*Sha256Digest::FromBytes(hash));
  }
  return hashes;
}

// ParentsOf leaves out a last hash that has no sibling.
ProofHashes ParentsOf(const ProofHashes& row) {
  ProofHashes parents;
  parents.reserve(row.size() / 2);
  for (size_t i = 0; i + 1 < row.size(); i += 2) {
    parents.push_back(HashChildren(row[i], row[i + 1]));
  }
  return parents;
}

Sha256Digest RootOfFullTile(const ProofHashes& hashes) {
  ProofHashes row = ParentsOf(hashes);
  while (row.size() > 1) row = ParentsOf(row);
  return row[0];
}

std::string BytesOf(const ProofHashes& hashes) {
  std::string bytes;
  bytes.reserve(hashes.size() * kHashSize);
  for (const Sha256Digest& hash : hashes) bytes += hash.bytes();
  return bytes;
}

// AppendToLevel puts hashes behind the `size` that the level has, and gives those that
// the level above gains.
Result<ProofHashes> AppendToLevel(const TileSource& source, unsigned level,
                                  uint64_t size, const ProofHashes& hashes,
                                  std::vector<GrownTile>& grown) {
  uint64_t number = size / kTileWidth;
  ProofHashes tile;
  if (const auto width = static_cast<unsigned>(size % kTileWidth); width != 0) {
    ASSIGN_OR_RETURN(tile, ReadTile(source, {level, number, width}));
  }
  ProofHashes above;
  for (const Sha256Digest& hash : hashes) {
    tile.push_back(hash);
    if (tile.size() < kTileWidth) continue;
    above.push_back(RootOfFullTile(tile));
    grown.push_back({level, number++, BytesOf(tile)});
    tile.clear();
  }
  if (!tile.empty()) grown.push_back({level, number, BytesOf(tile)});
  return above;
}

}  // namespace

Result<const TreeReader::TileRows*> TreeReader::RowsOf(unsigned level,
                                                       uint64_t number) {
  const auto key = std::pair(level, number);
  if (const auto known = tiles_.find(key); known != tiles_.end()) return &known->second;
  const TileId id{level, number, TileWidthIn(size_, level, number)};
  TileRows rows;
  ASSIGN_OR_RETURN(rows[0], ReadTile(source_, id));
  for (size_t height = 1; height < rows.size(); ++height) {
    rows[height] = ParentsOf(rows[height - 1]);
  }
  return &tiles_.emplace(key, std::move(rows)).first->second;
}

Result<Sha256Digest> TreeReader::NodeAt(unsigned level, uint64_t index) {
  const unsigned height = level % kTileHeight;
  const uint64_t in_row = kTileWidth >> height;
  ASSIGN_OR_RETURN(const TileRows* rows, RowsOf(level / kTileHeight, index / in_row));
  return (*rows)[height][index % in_row];
}

Result<Sha256Digest> TreeReader::RangeHash(uint64_t begin, uint64_t end) {
  ProofHashes subtrees;
  while (begin < end) {
    const uint64_t leaves = std::bit_floor(end - begin);
    ASSIGN_OR_RETURN(
        const Sha256Digest subtree,
        NodeAt(static_cast<unsigned>(std::countr_zero(leaves)), begin / leaves));
    subtrees.push_back(subtree);
    begin += leaves;
  }
  Sha256Digest hash = subtrees.back();
  for (size_t i = subtrees.size() - 1; i-- > 0;) hash = HashChildren(subtrees[i], hash);
  return hash;
}

Result<TreeHead> TreeReader::HeadAt(uint64_t size) {
  if (size == 0) return TreeHead::Empty();
  if (size > size_) {
    return Fail(StrCat("the tree has ", size_, " leaves, not yet ", size));
  }
  ASSIGN_OR_RETURN(const Sha256Digest root, RangeHash(0, size));
  return TreeHead{size, root};
}

Result<ProofHashes> TreeReader::ProveInclusion(uint64_t index) {
  return ProveInclusionIn(size_, index);
}

Result<ProofHashes> TreeReader::ProveInclusionIn(uint64_t size, uint64_t index) {
  if (size > size_ || index >= size) {
    return Fail(
        StrCat("there is no leaf ", index, " in the first ", size, " of ", size_));
  }
  ProofHashes proof;
  uint64_t begin = 0;
  uint64_t end = size;
  while (end - begin > 1) {
    const uint64_t middle = begin + SplitOf(end - begin);
    const bool right = index >= middle;
    ASSIGN_OR_RETURN(const Sha256Digest sibling,
                     right ? RangeHash(begin, middle) : RangeHash(middle, end));
    proof.push_back(sibling);
    (right ? begin : end) = middle;
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<ProofHashes> TreeReader::ProveConsistency(uint64_t older) {
  if (older > size_) {
    return Fail(StrCat("the tree has ", size_, " leaves, not yet ", older));
  }
  ProofHashes proof;
  if (older == 0) return proof;
  uint64_t begin = 0;
  uint64_t end = size_;
  while (end != older) {
    const uint64_t middle = begin + SplitOf(end - begin);
    const bool right = older > middle;
    ASSIGN_OR_RETURN(const Sha256Digest sibling,
                     right ? RangeHash(begin, middle) : RangeHash(middle, end));
    proof.push_back(sibling);
    (right ? begin : end) = middle;
  }
  if (begin != 0) {
    ASSIGN_OR_RETURN(const Sha256Digest last, RangeHash(begin, end));
    proof.push_back(last);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

Result<LeafHash> TreeReader::LeafAt(uint64_t index) {
  if (index >= size_)
    return Fail(StrCat("there is no leaf ", index, " in a tree of ", size_));
  ASSIGN_OR_RETURN(const Sha256Digest digest, NodeAt(0, index));
  return LeafHash{digest};
}

Result<std::vector<GrownTile>> AppendLeaves(const TileSource& source, uint64_t size,
                                            std::span<const LeafHash> leaves) {
  if (size >= kSizeLimit || leaves.size() >= kSizeLimit - size) {
    return Fail(StrCat("a tree of ", size, " leaves cannot grow by ", leaves.size()));
  }
  ProofHashes hashes;
  hashes.reserve(leaves.size());
  for (const LeafHash& leaf : leaves) hashes.push_back(leaf.digest);
  std::vector<GrownTile> grown;
  for (unsigned level = 0; !hashes.empty(); ++level) {
    ASSIGN_OR_RETURN(hashes, AppendToLevel(source, level, size, hashes, grown));
    size /= kTileWidth;
  }
  return grown;
}

}  // namespace certseal
