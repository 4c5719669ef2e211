// SPDX-License-Identifier: Apache-2.0
#include "ledger/site_history.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr uint64_t kMaxSteps = 200;  // trust files
constexpr size_t kMaxTileBytes = kTileWidth * Sha256Digest::kSize;
constexpr size_t kMaxBundleBytes = kTileWidth * (2 + kMaxEntryBytes);

Result<std::string> MustRead(const SiteSource& site, std::string_view path,
                             size_t max) {
  ASSIGN_OR_RETURN(std::optional<std::string> bytes, site.Get(path, max));
  if (!bytes) return Fail(StrCat(site.Name(), " lacks ", path));
  return std::move(*bytes);
}

Result<std::string> ReadNamed(const SiteSource& site, const Sha256Digest& sha256,
                              size_t max) {
  const std::string path = ByDigestPath(sha256);
  ASSIGN_OR_RETURN(std::string bytes, MustRead(site, path, max));
  if (Sha256(bytes) == sha256) return bytes;
  return Fail(StrCat(site.Name(), ": ", path, " is not what its name says"));
}

// `before` is null for the first of all.
Result<std::optional<TrustFile>> ReadKeys(const SiteSource& site,
                                          const TrustFile* before,
                                          const TrustFile& school) {
  const uint64_t version = before ? before->keys().version + 1 : 1;
  const std::string path = StrCat("keys/", version);
  ASSIGN_OR_RETURN(const auto bytes, site.Get(path, TrustFile::kMaxBytes));
  if (!bytes) return std::optional<TrustFile>();
  const std::string name = StrCat(site.Name(), ": ", path);
  Result<TrustFile> trust = TrustFile::Parse(*bytes);
  if (!trust) return Within(name, trust.error());
  if (before) {
    const auto follows = before->CheckSuccessor(*trust);
    if (!follows) return Within(name, follows.error());
  }
  if (trust->keys().version != version || trust->keys().site != school.keys().site) {
    return Fail(name + " is of another version or school");
  }
  if (version == school.keys().version && trust->bytes() != school.bytes()) {
    return Fail(name + " is not the trust file of that version that the school has");
  }
  return std::optional(std::move(*trust));
}

Result<void> ReadEntries(const SiteSource& site, uint64_t from, SiteHistory& history) {
  for (uint64_t number = from / kTileWidth; number * kTileWidth < history.size();
       ++number) {
    const unsigned width = TileWidthIn(history.size(), 0, number);
    const std::string path = EntriesPath(number, width);
    ASSIGN_OR_RETURN(const std::string bytes, MustRead(site, path, kMaxBundleBytes));
    auto bundle = DecodeBundle(bytes, width);
    if (!bundle) return Within(StrCat(site.Name(), ": ", path), bundle.error());
    for (uint64_t i = 0; i < width; ++i) {
      if (number * kTileWidth + i < from) continue;
      Result<LogEntry> entry = ParseEntry((*bundle)[i]);
      if (!entry) return Within(StrCat(site.Name(), ": ", path), entry.error());
      history.parsed.push_back(*entry);
      history.entries.push_back(std::move((*bundle)[i]));
    }
  }
  return {};
}

// The log names trust files in their order, each by its digest.
Result<void> MatchKeys(const SiteKeys& keys, SiteHistory& history) {
  for (const LogEntry& entry : history.parsed) {
    const KeysEntry* named = std::get_if<KeysEntry>(&entry);
    if (!named) continue;
    const size_t next = history.trust_files.size();
    if (next == keys.added.size() ||
        keys.added[next].keys().version != named->version ||
        Sha256(keys.added[next].bytes()) != named->trust_sha256) {
      return Fail(StrCat("the published log names a trust file of version ",
                         named->version, " that is not at keys/", named->version));
    }
    history.trust_files.push_back(keys.added[next]);
  }
  return {};
}

Result<void> ReadLists(const SiteSource& site, const SiteAddress& address,
                       uint64_t trust_version, SiteHistory& history) {
  ASSIGN_OR_RETURN(const std::string text, ReadNamed(site, history.head.manifest_sha256,
                                                     StatusManifest::kMaxBytes));
  ASSIGN_OR_RETURN(const StatusManifest manifest, StatusManifest::Parse(text));
  if (manifest.keys != trust_version) {
    return Fail("the published manifest is of another version of the trust file");
  }
  for (const ListDigest& each : manifest.lists) {
    ASSIGN_OR_RETURN(const std::string bytes,
                     ReadNamed(site, each.sha256, StatusList::kMaxBytes));
    Result<StatusList> list = StatusList::Parse(bytes);
    if (!list) return Within(each.id.Path(), list.error());
    if (list->facts().id != each.id || list->facts().site != address) {
      return Fail(StrCat("the published ", each.id.Path(), " is another list"));
    }
    history.lists.push_back(std::move(*list));
  }
  return {};
}

}  // namespace

Result<SiteKeys> FollowSiteKeys(const SiteSource& site,
                                const std::optional<TrustFile>& logged,
                                const TrustFile& school) {
  std::optional<TrustFile> newest = logged;
  std::vector<TrustFile> added;
  for (uint64_t step = 0; step <= kMaxSteps; ++step) {
    ASSIGN_OR_RETURN(auto next, ReadKeys(site, newest ? &*newest : nullptr, school));
    if (!next) {
      if (!newest) return Fail(StrCat(site.Name(), " lacks keys/1"));
      // What no log knows has to lead to the file that the school has.
      if (!logged && newest->keys().version < school.keys().version) {
        return Fail(StrCat(site.Name(), " lacks keys/", newest->keys().version + 1));
      }
      return SiteKeys{std::move(added), std::move(*newest)};
    }
    newest = *next;
    added.push_back(std::move(*next));
  }
  return Fail(StrCat(site.Name(), " has more than ", kMaxSteps, " new trust files"));
}

TileSource TilesOf(const SiteSource& site) {
  return [&site](const TileId& id) { return MustRead(site, id.Path(), kMaxTileBytes); };
}

Result<SiteHistory> ReadSiteHistory(const SiteSource& site, const SiteKeys& keys,
                                    const SignedCheckpoint& checkpoint, uint64_t from) {
  const HeadEntry none{Timestamp::Epoch(), Timestamp::Epoch(), Sha256("")};
  SiteHistory history{checkpoint, none, {}, {}, {}, {}};
  TRY(ReadEntries(site, from, history));
  const HeadEntry* head = std::get_if<HeadEntry>(&history.parsed.back());
  if (!head)
    return Fail(StrCat("the log at ", site.Name(), " does not end with a head"));
  history.head = *head;
  TRY(MatchKeys(keys, history));
  const uint64_t before = keys.newest.keys().version - keys.added.size();
  TRY(ReadLists(site, keys.newest.keys().site, before + history.trust_files.size(),
                history));
  return history;
}

}  // namespace certseal
