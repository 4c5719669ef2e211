// SPDX-License-Identifier: Apache-2.0
#include "verify/proven_log.h"

#include <optional>
#include <utility>

#include "base/strings.h"
#include "log/entry.h"
#include "log/tile.h"
#include "verify/site_file.h"

namespace certseal {
namespace {

constexpr size_t kTileBytes = kTileWidth * Sha256Digest::kSize;
constexpr size_t kBundleBytes = kTileWidth * (2 + kMaxEntryBytes);

// A site may drop a partial tile once the full one is there (c2sp.org/tlog-tiles).
struct TileFile {
  std::string bytes;
  bool full;
};

Result<TileFile> ReadPartialOrFull(const SiteSource& source, const std::string& partial,
                                   const std::string& full, size_t max_bytes) {
  if (partial != full) {
    ASSIGN_OR_RETURN(std::optional<std::string> bytes, source.Get(partial, max_bytes));
    if (bytes) return TileFile{std::move(*bytes), false};
    ASSIGN_OR_RETURN(bytes, source.Get(full, max_bytes));
    if (!bytes) return Fail(StrCat(source.Name(), " lacks ", partial));
    return TileFile{std::move(*bytes), true};
  }
  ASSIGN_OR_RETURN(std::string bytes, ReadSiteFile(source, full, max_bytes));
  return TileFile{std::move(bytes), true};
}

Result<std::string> ReadTile(const SiteSource& source, const TileId& id) {
  const TileId full{id.level, id.number, kTileWidth};
  ASSIGN_OR_RETURN(TileFile tile,
                   ReadPartialOrFull(source, id.Path(), full.Path(), kTileBytes));
  const size_t width = tile.full ? kTileWidth : id.width;
  if (tile.bytes.size() == width * Sha256Digest::kSize) return std::move(tile.bytes);
  return Fail(StrCat(source.Name(), ": ", id.Path(), " has ", tile.bytes.size(),
                     " bytes, not ", width * Sha256Digest::kSize));
}

}  // namespace

ProvenLog::ProvenLog(const SiteSource& source, const TreeHead& tree)
    : source_(&source),
      tree_(tree),
      reader_([&source](const TileId& id) { return ReadTile(source, id); }, tree.size) {
}

tl::unexpected<Error> ProvenLog::Damaged(const Error& error) const {
  return Fail(StrCat("the tiles in ", source_->Name(),
                     " do not give its checkpoint's root: ", error.message));
}

Result<LeafHash> ProvenLog::LeafAt(uint64_t index) {
  if (index >= tree_.size) return Fail(StrCat("the log has no entry ", index));
  ASSIGN_OR_RETURN(const LeafHash leaf, reader_.LeafAt(index));
  ASSIGN_OR_RETURN(const ProofHashes proof, reader_.ProveInclusion(index));
  const Result<void> included = CheckInclusion(leaf, index, proof, tree_);
  if (!included) return Damaged(included.error());
  return leaf;
}

// All of a bundle must be what the tile beside it says: a site that is wrong in what is
// not needed is wrong.
Result<std::vector<std::string>> ProvenLog::ReadBundle(uint64_t number) {
  const unsigned width = TileWidthIn(tree_.size, 0, number);
  const std::string path = EntriesPath(number, width);
  ASSIGN_OR_RETURN(
      const TileFile bundle,
      ReadPartialOrFull(*source_, path, EntriesPath(number, kTileWidth), kBundleBytes));
  auto entries = DecodeBundle(bundle.bytes, bundle.full ? kTileWidth : width);
  if (!entries) return Within(StrCat(source_->Name(), ": ", path), entries.error());
  for (unsigned i = 0; i < width; ++i) {
    ASSIGN_OR_RETURN(const LeafHash leaf, reader_.LeafAt(number * kTileWidth + i));
    if (LeafHash::Of((*entries)[i]) != leaf) {
      return Fail(StrCat(source_->Name(), ": ", path, " is not of the log's tiles"));
    }
  }
  return entries;
}

Result<std::string> ProvenLog::EntryAt(uint64_t index) {
  ASSIGN_OR_RETURN(const LeafHash leaf, LeafAt(index));
  const uint64_t number = index / kTileWidth;
  if (!bundles_.contains(number)) {
    ASSIGN_OR_RETURN(bundles_[number], ReadBundle(number));
  }
  const std::string& entry = bundles_[number][index % kTileWidth];
  if (LeafHash::Of(entry) == leaf) return entry;
  return Fail(StrCat(source_->Name(), ": entry ", index, " is not the one in the log"));
}

// The head of the first leaves is computed from tiles that may lie; that it is
// consistent with the tree's root proves it, whatever the older head at hand claims.
Result<bool> ProvenLog::Extends(const TreeHead& older) {
  if (older.size == tree_.size) return older.root == tree_.root;
  if (older.size > tree_.size) {
    return Fail(StrCat("the log ends before entry ", older.size - 1));
  }
  if (older.size == 0) return older == TreeHead::Empty();
  ASSIGN_OR_RETURN(const TreeHead head, reader_.HeadAt(older.size));
  ASSIGN_OR_RETURN(const ProofHashes proof, reader_.ProveConsistency(older.size));
  const Result<void> consistent = CheckConsistency(head, tree_, proof);
  if (!consistent) return Damaged(consistent.error());
  return head.root == older.root;
}

}  // namespace certseal
