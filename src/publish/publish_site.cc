// SPDX-License-Identifier: Apache-2.0
#include "publish/publish_site.h"

#include "base/file.h"
#include "base/file_batch.h"
#include "base/file_lock.h"
#include "base/leftovers.h"
#include "base/strings.h"
#include "ledger/published.h"
#include "ledger/register_tree.h"
#include "ledger/stored_log.h"
#include "publish/card_files.h"
#include "publish/did_document.h"
#include "publish/header_rules.h"
#include "publish/site_page.h"
#include "publish/status_files.h"
#include "publish/tile_files.h"
#include "site/site_source.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kCheckpoint = "checkpoint";

// Snapshot is one state of the register: what a checkpoint signs belongs together.
struct Snapshot {
  SignedCheckpoint checkpoint;
  HeadEntry head;
  std::vector<TrustFile> trust_files;  // by version; never empty
  StatusFiles status;

  const TrustFile& trust() const { return trust_files.back(); }
};

// The right to write keeps others from changing the register in between; nothing is
// written.
Result<Snapshot> TakeSnapshot(Register& reg) {
  ASSIGN_OR_RETURN(const Transaction held, reg.Begin());
  ASSIGN_OR_RETURN(const auto stored, reg.NewestCheckpoint());
  if (!stored) {
    return Fail("this register has no log yet",
                {"certseal publish makes one, with the passphrase"});
  }
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(stored->note));
  ASSIGN_OR_RETURN(const HeadEntry head, StoredHead(reg, checkpoint.tree().size));
  ASSIGN_OR_RETURN(std::vector<TrustFile> trust, LoggedTrust(reg));
  if (trust.empty()) return Fail("the register's log has no trust file");
  TRY(trust.back().CheckCheckpoint(checkpoint));
  ASSIGN_OR_RETURN(
      StatusFiles status,
      ReadStatusFiles(reg, trust.back().keys().version, head.manifest_sha256));
  return Snapshot{std::move(checkpoint), head, std::move(trust), std::move(status)};
}

// Publication is one writing of the site.
class Publication {
 public:
  Publication(const School& school, Register& reg, const PublishOptions& options,
              const Snapshot& snapshot)
      : school_(school),
        register_(reg),
        options_(options),
        snapshot_(snapshot),
        files_(options.directory, std::chrono::seconds(0)) {}  // nobody else writes there

  // What a checkpoint refers to comes before it, and is durable before it.
  Result<PublishSummary> Run() {
    PublishSummary summary{.size = size(),
                           .time = snapshot_.head.time,
                           .next = snapshot_.head.next};
    ASSIGN_OR_RETURN(summary.from, PublishedSize());
    ASSIGN_OR_RETURN(const std::string former, FormerManifest());
    ASSIGN_OR_RETURN(const std::string former_index, ReadIndex(options_.directory));
    TRY(StageTrustFiles());
    TRY(StageTiles(register_, summary.from, size(), files_));
    ASSIGN_OR_RETURN(summary.cards, StageCards({school_.profile.site, register_,
                                                summary.from, size(), options_.random,
                                                options_.progress},
                                               files_));
    TRY(StageByDigest(snapshot_.status, options_.directory, files_));
    TRY(files_.Commit());
    TRY(StageByName(snapshot_.status, files_));
    TRY(StageDescriptions());
    TRY(files_.Commit());
    TRY(WritePage(options_.directory, snapshot_.trust()));
    // After the last card has its name, and before the checkpoint says that all is done.
    ASSIGN_OR_RETURN(
        summary.removed,
        RemoveErasedCards(school_.profile.site, register_, options_.directory));
    // Of a publication that was killed here: the batches may have nothing beside it.
    RemoveLeftoversOf(options_.directory / kCheckpoint);
    TRY(WriteFileAtomically(options_.directory / kCheckpoint,
                            snapshot_.checkpoint.bytes()));
    TRY(RemoveOldDigests(options_.directory, snapshot_.status, former));
    TRY(RemoveOldPages(options_.directory, former_index));
    return summary;
  }

 private:
  uint64_t size() const { return snapshot_.checkpoint.tree().size; }

  // What was published here must be a prefix of what is published now.
  Result<uint64_t> PublishedSize() {
    ASSIGN_OR_RETURN(const SiteDirectory site, SiteDirectory::Open(options_.directory));
    const SiteSource* const places[] = {&site};
    ASSIGN_OR_RETURN(const auto published, ReadPublished(places, snapshot_.trust()));
    TreeReader tree(TilesOf(register_), size());
    TRY(DemandPrefix(published, tree));
    return published.empty() ? 0 : published.front().checkpoint.tree().size;
  }

  Result<std::string> FormerManifest() {
    const fs::path path = options_.directory / StatusManifest::kPath;
    std::error_code error;
    if (!fs::exists(path, error)) return std::string();
    return ReadFile(path, StatusManifest::kMaxBytes);
  }

  // A version of the trust file never changes once it is published.
  Result<void> StageTrustFiles() {
    for (const TrustFile& trust : snapshot_.trust_files) {
      const fs::path path = fs::path("keys") / std::to_string(trust.keys().version);
      const fs::path place = options_.directory / path;
      std::error_code error;
      if (!fs::exists(place, error)) {
        TRY(files_.Stage(path, trust.bytes()));
        continue;
      }
      ASSIGN_OR_RETURN(const std::string published, ReadFile(place, TrustFile::kMaxBytes));
      if (published == trust.bytes()) continue;
      return Fail(StrCat(place.string(), ": holds another trust file of version ",
                         trust.keys().version),
                  {"this directory is another school's site: publish --to another one"});
    }
    return {};
  }

  // For other verifiers, and for web servers.
  Result<void> StageDescriptions() {
    const TrustFile& trust = snapshot_.trust();
    TRY(files_.Stage(DidDocumentPath(trust.keys().site), DidDocument(trust.keys())));
    if (!options_.headers) return {};
    for (const HeaderFile& file : HeaderRules(trust.keys().site)) {
      TRY(files_.Stage(file.path, file.contents));
    }
    return {};
  }

  const School& school_;
  Register& register_;
  const PublishOptions& options_;
  const Snapshot& snapshot_;
  FileBatch files_;
};

}  // namespace

Result<PublishSummary> PublishSite(const School& school, Register& reg,
                                   const PublishOptions& options) {
  TRY(MakeDirectories(options.directory));
  ASSIGN_OR_RETURN(const DirectoryLock lock,
                   DirectoryLock::Take(options.directory,
                                       StrCat("another program is publishing to ",
                                              Quote(options.directory.string()))));
  ASSIGN_OR_RETURN(const Snapshot snapshot, TakeSnapshot(reg));
  if (const auto quorum = snapshot.trust().CheckQuorum(snapshot.checkpoint); !quorum) {
    return Fail(StrCat("the newest checkpoint may not be published yet: ",
                       quorum.error().message),
                {"ask the witnesses: certseal publish --witness-request FILE",
                 "then give their answer: certseal publish --witness-response FILE"});
  }
  return Publication(school, reg, options, snapshot).Run();
}

}  // namespace certseal
