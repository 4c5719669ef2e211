// SPDX-License-Identifier: Apache-2.0
#include "audit/rebuilt_tree.h"

namespace certseal {
namespace {

constexpr unsigned kTileHeight = 8;  // 2^8 hashes of a full tile

}  // namespace

Result<void> RebuiltTree::Add(std::string_view entry) {
  Sha256Digest hash = LeafHash::Of(entry).digest;
  unsigned height = 0;
  TRY(Place(height, hash));
  for (uint64_t rest = size_; rest & 1; rest >>= 1) {
    hash = HashChildren(subtrees_.back(), hash);
    subtrees_.pop_back();
    TRY(Place(++height, hash));
  }
  subtrees_.push_back(hash);
  ++size_;
  return {};
}

Result<void> RebuiltTree::Place(unsigned height, const Sha256Digest& hash) {
  const unsigned level = height / kTileHeight;
  if (height % kTileHeight != 0 || level > kMaxTileLevel) return {};
  Edge& edge = edge_[level];
  edge.hashes += hash.bytes();
  if (edge.hashes.size() < kTileWidth * Sha256Digest::kSize) return {};
  if (on_tile_) TRY(on_tile_({level, edge.number, kTileWidth}, edge.hashes));
  edge = {edge.number + 1, {}};
  return {};
}

Result<void> RebuiltTree::Finish() const {
  for (unsigned level = 0; level <= kMaxTileLevel; ++level) {
    const Edge& edge = edge_[level];
    const auto width = static_cast<unsigned>(edge.hashes.size() / Sha256Digest::kSize);
    if (width > 0 && on_tile_) TRY(on_tile_({level, edge.number, width}, edge.hashes));
  }
  return {};
}

TreeHead RebuiltTree::Head() const {
  if (subtrees_.empty()) return TreeHead::Empty();
  Sha256Digest root = subtrees_.back();
  for (size_t i = subtrees_.size() - 1; i-- > 0;)
    root = HashChildren(subtrees_[i], root);
  return {size_, root};
}

}  // namespace certseal
