// SPDX-License-Identifier: Apache-2.0
//
// Tiles of the log (c2sp.org/tlog-tiles): how its hashes and entries stand in files.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/digest.h"

namespace certseal {

inline constexpr unsigned kTileWidth = 256;   // hashes of a full tile
inline constexpr unsigned kMaxTileLevel = 5;  // no tree reaches 2^48 leaves

// TileId names a tile: `width` (1 to 256) hashes of the tree's level 8·level, from the
// hash 256·number on. A tile of level 0 holds leaf hashes.
struct TileId {
  unsigned level;
  uint64_t number;
  unsigned width;

  // Path is tile/<level>/<number>[.p/<width>], the number in groups of three digits,
  // all but the last with an "x": tile/0/x001/x234/067.
  std::string Path() const;
  bool operator==(const TileId&) const = default;
};

// EntriesPath is tile/entries/<number>[.p/<width>], the bundle of the leaves of the
// tile (0, number).
std::string EntriesPath(uint64_t number, unsigned width);

// TileWidthIn is how many hashes the tile (level, number) has in a tree of `size`
// leaves: 0 (there is no such tile) to 256.
unsigned TileWidthIn(uint64_t size, unsigned level, uint64_t number);

// A bundle is (16-bit big-endian length ‖ entry)*. No entry may have more than 65,535
// bytes, which ends the program; those of log/entry.h have at most kMaxEntryBytes.
std::string EncodeBundle(std::span<const std::string> entries);
// DecodeBundle demands exactly `count` entries and nothing behind them.
Result<std::vector<std::string>> DecodeBundle(std::string_view bundle, unsigned count);

}  // namespace certseal
