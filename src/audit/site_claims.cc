// SPDX-License-Identifier: Apache-2.0
#include "audit/claims.h"
#include "audit/wording.h"
#include "base/strings.h"
#include "ledger/register_tree.h"
#include "ledger/stored_log.h"
#include "publish/did_document.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxDocument = 1 << 20;
constexpr size_t kTileBytes = kTileWidth * Sha256Digest::kSize;
constexpr size_t kBundleBytes = kTileWidth * (2 + kMaxEntryBytes);

fs::path DirectoryOf(const AuditContext& context) {
  return context.options.site.value_or(context.school->paths.site());
}

// A school that has published nothing claims nothing; a site that was asked for does.
Result<ClaimEvidence> NothingPublished(const AuditContext& context) {
  const std::string place = Quote(DirectoryOf(context).string());
  if (context.options.site) return Fail(StrCat(place, " holds no checkpoint"));
  return ClaimEvidence{StrCat("nothing was published to ", place, " yet")};
}

Result<TreeHead> HeadOfRegister(AuditContext& context, uint64_t size) {
  TreeReader tree(TilesOf(context.database()), context.size());
  return tree.HeadAt(size);
}

Result<ClaimEvidence> Describe(const AuditContext& context) {
  const uint64_t size = context.site->size();
  ClaimEvidence evidence{StrCat("the site's checkpoint of ", Grouped(size),
                                " is signed, and of this register's log"),
                         {}};
  if (size < context.size()) {
    evidence.notes.push_back(StrCat(Counted(context.size() - size, "entry", "entries"),
                                    " not published yet: certseal publish"));
  }
  return evidence;
}

Result<ClaimEvidence> Adopt(AuditContext& context, SiteDirectory files,
                            DirectoryLock lock, const std::string& bytes) {
  Result<SignedCheckpoint> checkpoint = SignedCheckpoint::Parse(bytes);
  if (!checkpoint) return Within("the site's checkpoint", checkpoint.error());
  if (context.size() == 0) return Fail("the site has a log, and the register has none");
  TRY(context.trust.newest().CheckCheckpoint(*checkpoint));
  const uint64_t size = checkpoint->tree().size;
  if (size > context.size()) {
    ASSIGN_OR_RETURN(const uint64_t now, context.database().LogSize());
    if (now > context.size()) {
      return ClaimEvidence{
          "the register was changed and published meanwhile: try again", {}, true};
    }
    return Fail(StrCat("the site shows ", Grouped(size),
                       " entries, and the register has ", Grouped(context.size()),
                       ": it is an old copy"));
  }
  ASSIGN_OR_RETURN(const TreeHead ours, HeadOfRegister(context, size));
  if (ours != checkpoint->tree()) {
    return Fail(StrCat("the site's checkpoint of ", size,
                       " has another root than the register's log"));
  }
  ASSIGN_OR_RETURN(const HeadEntry head, StoredHead(context.database(), size));
  const TrustFile* trust = context.trust.At(size);
  if (!trust) return Fail("the site's log names no trust file");
  TRY(trust->CheckQuorum(*checkpoint));
  context.site.emplace(AuditedSite{DirectoryOf(context), std::move(lock),
                                   std::move(files), std::move(*checkpoint), head,
                                   trust});
  return Describe(context);
}

// A partial tile may go once the full one is there (c2sp.org/tlog-tiles).
Result<std::string> ReadTileFile(const AuditedSite& site, const std::string& path,
                                 const std::string& full, size_t max_bytes,
                                 bool& is_full) {
  ASSIGN_OR_RETURN(auto bytes, site.files.Get(path, max_bytes));
  is_full = path == full || !bytes;
  if (bytes) return std::move(*bytes);
  return site.Must(full, max_bytes);
}

Result<void> CheckTile(AuditContext& context, const TileId& id) {
  const TileId full{id.level, id.number, kTileWidth};
  ASSIGN_OR_RETURN(const std::string stored,
                   context.database().Tile(id.level, id.number));
  bool is_full = false;
  ASSIGN_OR_RETURN(
      const std::string found,
      ReadTileFile(*context.site, id.Path(), full.Path(), kTileBytes, is_full));
  const size_t width = is_full ? kTileWidth : id.width;
  if (found == std::string_view(stored).substr(0, width * Sha256Digest::kSize))
    return {};
  return Fail(StrCat("the site's ", id.Path(), " is not the register's"));
}

Result<void> CheckBundle(AuditContext& context, uint64_t number, unsigned width) {
  const std::string path = EntriesPath(number, width);
  bool is_full = false;
  ASSIGN_OR_RETURN(const std::string found,
                   ReadTileFile(*context.site, path, EntriesPath(number, kTileWidth),
                                kBundleBytes, is_full));
  const uint64_t begin = number * kTileWidth;
  ASSIGN_OR_RETURN(
      const auto entries,
      context.database().Entries(begin, begin + (is_full ? kTileWidth : width)));
  if (found == EncodeBundle(entries)) return {};
  return Fail(StrCat("the site's ", path, " does not hold the register's entries"));
}

// Made anew by every publication, before its checkpoint: it may be of a version that
// the site does not know yet.
Result<void> CheckDidDocument(AuditContext& context) {
  const std::string path = DidDocumentPath(context.school->profile.site);
  ASSIGN_OR_RETURN(const std::string found, context.site->Must(path, kMaxDocument));
  for (const TrustHistory::Version& each : context.trust.versions()) {
    const bool current =
        each.file.keys().version >= context.site->trust->keys().version;
    if (current && found == DidDocument(each.file.keys())) return {};
  }
  return Fail(StrCat("the site's ", path, " is not what publishing writes"),
              {"where the program was updated since: certseal publish writes it anew"});
}

}  // namespace

Result<std::string> AuditedSite::Must(const std::string& path, size_t max_bytes) const {
  ASSIGN_OR_RETURN(auto bytes, files.Get(path, max_bytes));
  if (!bytes) return Fail(StrCat("the site lacks ", path));
  return std::move(*bytes);
}

Result<ClaimEvidence> CheckSite(AuditContext& context) {
  const fs::path directory = DirectoryOf(context);
  if (!IsThere(directory)) return NothingPublished(context);
  ASSIGN_OR_RETURN(SiteDirectory files, SiteDirectory::Open(directory));
  Result<DirectoryLock> lock = DirectoryLock::Take(
      directory,
      StrCat("another program is publishing to ", Quote(directory.string())));
  if (!lock) return NotLookedAt(lock.error());
  ASSIGN_OR_RETURN(const auto bytes,
                   files.Get("checkpoint", SignedCheckpoint::kMaxBytes));
  if (!bytes) return NothingPublished(context);
  return Adopt(context, std::move(files), std::move(*lock), *bytes);
}

Result<ClaimEvidence> CheckSiteTiles(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  const uint64_t size = context.site->size();
  uint64_t count = 0;
  for (unsigned level = 0; level <= kMaxTileLevel; ++level) {
    for (uint64_t number = 0; TileWidthIn(size, level, number) > 0; ++number, ++count) {
      const unsigned width = TileWidthIn(size, level, number);
      TRY(CheckTile(context, {level, number, width}));
      if (level == 0) TRY(CheckBundle(context, number, width));
    }
  }
  return ClaimEvidence{StrCat("the site's ", Counted(count, "tile is", "tiles are"),
                              " there, with the entries below ",
                              count == 1 ? "it" : "them")};
}

Result<ClaimEvidence> CheckSiteKeys(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  const uint64_t newest = context.site->trust->keys().version;
  for (const TrustHistory::Version& each : context.trust.versions()) {
    const uint64_t version = each.file.keys().version;
    if (version > newest) break;
    const std::string path = StrCat("keys/", version);
    ASSIGN_OR_RETURN(const std::string found,
                     context.site->Must(path, TrustFile::kMaxBytes));
    if (found != each.file.bytes()) {
      return Fail(StrCat("the site's ", path, " is not the one of the log"));
    }
  }
  TRY(CheckDidDocument(context));
  return ClaimEvidence{StrCat("the site shows ",
                              Counted(newest, "trust file", "trust files"),
                              " of the log, and did.json its issuer keys")};
}

}  // namespace certseal
