// SPDX-License-Identifier: Apache-2.0
#include "log/tile.h"

#include <algorithm>
#include <cstdlib>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxEntry = 0xffff;

// NumberPath is the number in groups of three digits and, for a partial tile, its
// width.
std::string NumberPath(uint64_t number, unsigned width) {
  std::string digits = std::to_string(number);
  digits.insert(0, (3 - digits.size() % 3) % 3, '0');
  std::string path;
  for (size_t i = 0; i + 3 < digits.size(); i += 3) {
    path += StrCat('x', digits.substr(i, 3), '/');
  }
  path += digits.substr(digits.size() - 3);
  return width == kTileWidth ? path : StrCat(path, ".p/", width);
}

}  // namespace

std::string TileId::Path() const {
  return StrCat("tile/", level, '/', NumberPath(number, width));
}

std::string EntriesPath(uint64_t number, unsigned width) {
  return StrCat("tile/entries/", NumberPath(number, width));
}

unsigned TileWidthIn(uint64_t size, unsigned level, uint64_t number) {
  const uint64_t hashes = level < 8 ? size >> (8 * level) : 0;
  const uint64_t full = hashes / kTileWidth;
  if (number > full) return 0;
  return number < full ? kTileWidth : static_cast<unsigned>(hashes % kTileWidth);
}

std::string EncodeBundle(std::span<const std::string> entries) {
  std::string bundle;
  for (const std::string& entry : entries) {
    if (entry.size() > kMaxEntry) std::abort();
    bundle += static_cast<char>(entry.size() >> 8);
    bundle += static_cast<char>(entry.size() & 0xff);
    bundle += entry;
  }
  return bundle;
}

Result<std::vector<std::string>> DecodeBundle(std::string_view bundle, unsigned count) {
  std::vector<std::string> entries;
  const auto byte = [&](size_t i) {
    return static_cast<size_t>(static_cast<unsigned char>(bundle[i]));
  };
  for (unsigned i = 0; i < count; ++i) {
    if (bundle.size() < 2) return Fail(StrCat("the bundle ends before entry ", i));
    const size_t size = byte(0) << 8 | byte(1);
    if (bundle.size() - 2 < size) {
      return Fail(StrCat("the bundle ends within entry ", i));
    }
    entries.emplace_back(bundle.substr(2, size));
    bundle.remove_prefix(2 + size);
  }
  if (!bundle.empty()) {
    return Fail(StrCat("the bundle goes on after ", count, " entries"));
  }
  return entries;
}

}  // namespace certseal
