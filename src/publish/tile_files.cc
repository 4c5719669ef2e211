// SPDX-License-Identifier: Apache-2.0
#include "publish/tile_files.h"

#include "base/strings.h"
#include "log/tile.h"

namespace certseal {
namespace {

constexpr size_t kFilesPerCommit = 1024;

Result<void> StageTile(Register& reg, const TileId& id, FileBatch& files) {
  ASSIGN_OR_RETURN(const std::string hashes, reg.Tile(id.level, id.number));
  const size_t size = id.width * Sha256Digest::kSize;
  if (hashes.size() < size) {
    return Fail(StrCat("the register's log is damaged: ", id.Path(), " is missing"));
  }
  TRY(files.Stage(id.Path(), std::string_view(hashes).substr(0, size)));
  if (id.level != 0) return {};
  const uint64_t begin = id.number * kTileWidth;
  ASSIGN_OR_RETURN(const auto entries, reg.Entries(begin, begin + id.width));
  return files.Stage(EntriesPath(id.number, id.width), EncodeBundle(entries));
}

}  // namespace

Result<void> StageTiles(Register& reg, uint64_t from, uint64_t size, FileBatch& files) {
  size_t staged = 0;
  for (unsigned level = 0; level <= kMaxTileLevel; ++level) {
    const uint64_t old_hashes = from >> (8 * level);
    const uint64_t hashes = size >> (8 * level);
    if (hashes == old_hashes) continue;
    for (uint64_t number = old_hashes / kTileWidth; number * kTileWidth < hashes;
         ++number) {
      TRY(StageTile(reg, {level, number, TileWidthIn(size, level, number)}, files));
      if (++staged % kFilesPerCommit == 0) TRY(files.Commit());
    }
  }
  return {};
}

}  // namespace certseal
