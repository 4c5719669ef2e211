// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "log/merkle.h"
#include "log/tile.h"

namespace certseal {

// RebuiltTree is the log's tree (RFC 6962 §2.1) computed from its entries alone, one
// after the other: of what is stored it reads nothing. It keeps one hash for each bit
// of the size, and the partial tiles of the right edge.
class RebuiltTree {
 public:
  // Is told every tile as soon as it is full.
  using OnTile = std::function<Result<void>(const TileId&, std::string_view hashes)>;

  explicit RebuiltTree(OnTile on_tile = {}) : on_tile_(std::move(on_tile)) {}

  Result<void> Add(std::string_view entry);
  // Finish tells of the partial tiles of the right edge.
  Result<void> Finish() const;

  uint64_t size() const { return size_; }
  TreeHead Head() const;

 private:
  struct Edge {
    uint64_t number = 0;  // of the partial tile
    std::string hashes;
  };

  // The complete subtree of 2^height leaves that has just been finished.
  Result<void> Place(unsigned height, const Sha256Digest& hash);

  OnTile on_tile_;
  uint64_t size_ = 0;
  std::vector<Sha256Digest>
      subtrees_;  // complete ones, from the left: one for each bit
  std::array<Edge, kMaxTileLevel + 1> edge_;
};

}  // namespace certseal
