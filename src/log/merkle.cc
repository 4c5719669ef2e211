// SPDX-License-Identifier: Apache-2.0
#include "log/merkle.h"

#include <bit>
#include <cstring>
#include <span>

#include "base/strings.h"

namespace certseal {
namespace {

// PathShape is the path from a leaf to the root. On the lower `inner` levels a bit of
// the leaf's index says on which side the path's node is; above them the path runs
// along the tree's right edge, where only the `border` nodes that have a sibling,
// always a left one, count. Needs index < size.
struct PathShape {
  size_t inner;
  size_t border;

  static PathShape Of(uint64_t index, uint64_t size) {
    const auto inner = static_cast<size_t>(std::bit_width(index ^ (size - 1)));
    const int border = inner == 64 ? 0 : std::popcount(index >> inner);
    return {inner, static_cast<size_t>(border)};
  }
};

bool IsRight(uint64_t index, size_t level) { return ((index >> level) & 1) != 0; }

// ClimbInner takes one hash of the proof a level, ClimbBorder all that there are.
Sha256Digest ClimbInner(Sha256Digest hash, uint64_t index,
                        std::span<const Sha256Digest> proof) {
  for (size_t level = 0; level < proof.size(); ++level) {
    hash = IsRight(index, level) ? HashChildren(proof[level], hash)
                                 : HashChildren(hash, proof[level]);
  }
  return hash;
}

Sha256Digest ClimbBorder(Sha256Digest hash, std::span<const Sha256Digest> proof) {
  for (const Sha256Digest& left : proof) hash = HashChildren(left, hash);
  return hash;
}

// ClimbInOlder passes over what stands to the right: the older tree does not have it.
Sha256Digest ClimbInOlder(Sha256Digest hash, uint64_t index,
                          std::span<const Sha256Digest> proof) {
  for (size_t level = 0; level < proof.size(); ++level) {
    if (IsRight(index, level)) hash = HashChildren(proof[level], hash);
  }
  return hash;
}

Result<void> DemandSize(std::string_view kind, const ProofHashes& proof, size_t size) {
  if (proof.size() == size) return {};
  return Fail(StrCat("the ", kind, " proof has ", proof.size(), " hashes, not ", size));
}

Result<void> CheckSameSize(const TreeHead& older, const TreeHead& newer,
                           const ProofHashes& proof) {
  TRY(DemandSize("consistency", proof, 0));
  if (older.root == newer.root) return {};
  return Fail(StrCat("two trees of ", older.size, " leaves have different roots"));
}

}  // namespace

LeafHash LeafHash::Of(std::string_view entry) {
  return {Sha256(std::string_view("\0", 1), entry)};
}

Sha256Digest HashChildren(const Sha256Digest& left, const Sha256Digest& right) {
  char node[1 + 2 * Sha256Digest::kSize] = {1};
  std::memcpy(node + 1, left.bytes().data(), Sha256Digest::kSize);
  std::memcpy(node + 1 + Sha256Digest::kSize, right.bytes().data(),
              Sha256Digest::kSize);
  return Sha256(std::string_view(node, sizeof node));
}

TreeHead TreeHead::Empty() { return {0, Sha256("")}; }

// RFC 9162 §2.1.3.2.
Result<void> CheckInclusion(const LeafHash& leaf, uint64_t index,
                            const ProofHashes& proof, const TreeHead& tree) {
  if (index >= tree.size) {
    return Fail(StrCat("there is no leaf ", index, " in a tree of ", tree.size));
  }
  const auto [inner, border] = PathShape::Of(index, tree.size);
  TRY(DemandSize("inclusion", proof, inner + border));
  const std::span path(proof);
  const Sha256Digest root = ClimbBorder(
      ClimbInner(leaf.digest, index, path.first(inner)), path.subspan(inner));
  if (root == tree.root) return {};
  return Fail(StrCat("the inclusion proof does not lead from leaf ", index,
                     " to the root of the tree of ", tree.size));
}

// RFC 9162 §2.1.4.2.
Result<void> CheckConsistency(const TreeHead& older, const TreeHead& newer,
                              const ProofHashes& proof) {
  if (older.size > newer.size) {
    return Fail(StrCat("the tree shrank from ", older.size, " leaves to ", newer.size));
  }
  if (older.size == 0) return Fail("nothing can be proved of an empty tree");
  if (older.size == newer.size) return CheckSameSize(older, newer, proof);

  // The proof starts at the largest complete subtree that ends with the older tree.
  // Where that is the older tree itself, its root is not repeated in the proof.
  const auto height = static_cast<size_t>(std::countr_zero(older.size));
  const uint64_t index = (older.size - 1) >> height;
  const auto [inner, border] = PathShape::Of(index, ((newer.size - 1) >> height) + 1);
  const size_t own = index == 0 ? 0 : 1;
  TRY(DemandSize("consistency", proof, own + inner + border));
  const Sha256Digest start = own == 0 ? older.root : proof[0];
  const std::span path = std::span(proof).subspan(own);
  const auto sides = path.first(inner);
  const auto lefts = path.subspan(inner);
  if (ClimbBorder(ClimbInOlder(start, index, sides), lefts) == older.root &&
      ClimbBorder(ClimbInner(start, index, sides), lefts) == newer.root) {
    return {};
  }
  return Fail(StrCat("the tree of ", older.size,
                     " leaves is not the beginning of the tree of ", newer.size));
}

}  // namespace certseal
