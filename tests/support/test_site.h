// SPDX-License-Identifier: Apache-2.0
//
// Sites of schools that exist in tests alone: TestSchool keeps a log and publishes it,
// TestSite is what a server then shows, to be bent.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "log/checkpoint.h"
#include "log/entry.h"
#include "log/log_proof.h"
#include "log/tree.h"
#include "log/witness.h"
#include "record/card.h"
#include "record/credential.h"
#include "record/seal.h"
#include "site/site_source.h"
#include "status/manifest.h"
#include "status/status_list.h"
#include "support/test_signer.h"
#include "trust/trust_file.h"

namespace certseal {

// TestSite is a few files in memory, and what was asked of it.
class TestSite : public SiteSource {
 public:
  std::map<std::string, std::string> files;
  std::string failure;  // not empty: every Get fails so
  std::string broken;   // not empty: the Get of this path fails
  mutable std::vector<std::string> asked;

  Result<std::optional<std::string>> Get(std::string_view path,
                                         size_t max_bytes) const override {
    asked.emplace_back(path);
    if (!failure.empty()) return Fail(failure);
    if (path == broken) return Fail(StrCat(path, " cannot be read"));
    const auto file = files.find(std::string(path));
    if (file == files.end()) return std::optional<std::string>();
    if (file->second.size() > max_bytes) return Fail(StrCat(path, " is too large"));
    return std::optional<std::string>(file->second);
  }
  std::string Name() const override { return "the test's site"; }
};

// TestKey is a school's key of one kind, known to everyone.
struct TestKey {
  std::string suffix;  // of its name
  std::shared_ptr<const TestSigner> signer;

  static TestKey Of(std::string suffix, char seed) {
    return {std::move(suffix),
            std::make_shared<const TestSigner>(TestSigner::OfRepeated(seed))};
  }
  VerifierKey Named(const SiteAddress& site) const {
    return *VerifierKey::Make(site.origin() + suffix, signer->public_key());
  }
};

// TestIssue is a certificate of a TestSchool.
struct TestIssue {
  SignedRecord record;
  QrText qr;
  uint64_t index;
  std::string proof = {};  // of the first checkpoint over it
  std::vector<CardEvent> events = {};
  bool erased = false;

  const CertificateCode& code() const { return record.credential().code; }
};

// TestSchool keeps a log as a school's program does. Two of one making are the same
// school, and fork where they are led differently.
class TestSchool {
 public:
  TestKey root = TestKey::Of("/root", 1);
  TestKey log = TestKey::Of("", 2);
  TestKey issuer = TestKey::Of("/key-2026-01", 9);
  std::vector<TestKey> witnesses;  // that cosign every checkpoint
  std::vector<TestIssue> issued;
  std::vector<std::string> entries;

  TestSchool(const SiteAddress& site, const DocumentKey& document,
             const std::string& name = "Example School of Aesthetics")
      : keys_{site,
              name,
              1,
              root.Named(site),
              {{log.Named(site), {}}},
              {{"key-2026-01", issuer.Named(site), {}}},
              {document}} {
    AddTrust(TrustFile::Sign(keys_, *root.signer));
  }

  const SiteAddress& site() const { return keys_.site; }
  const TrustFile& trust(size_t version) const { return trust_files_[version - 1]; }
  const TrustFile& trust() const { return trust_files_.back(); }
  uint64_t size() const { return entries.size(); }
  const SignedCheckpoint& checkpoint() const { return *checkpoint_; }

  uint64_t Append(const LogEntry& entry) {
    entries.push_back(EntryText(entry));
    return entries.size() - 1;
  }

  // NextTrust makes and logs a new version of the trust file. The signers are the
  // members above; where `former_root` is given the file is signed by both.
  const TrustFile& NextTrust(const std::function<void(TrustKeys&)>& edit,
                             const TestKey* former_root = nullptr) {
    const VerifierKey former = keys_.root;
    ++keys_.version;
    edit(keys_);
    AddTrust(former_root ? TrustFile::SignByBoth(keys_, *root.signer, former,
                                                 *former_root->signer)
                         : TrustFile::Sign(keys_, *root.signer));
    return trust();
  }

  // Issue makes a certificate with a code of its own and logs it. Gives its number in
  // `issued`.
  size_t Issue(Credential credential) {
    credential.site = site();
    credential.school_name = keys_.name;
    const std::string id = issuer.suffix.substr(1);
    SignedRecord record =
        *SignedRecord::Sign(credential, id, *issuer.signer, credential.issued);
    QrText qr{site(), credential.code,
              *Seal::Sign(SealFacts::Of(credential), site(), issuer.Named(site()),
                          *issuer.signer)};
    const uint64_t index = Append(IssueEntry{Sha256(record.bytes())});
    issued.push_back({std::move(record), std::move(qr), index});
    return issued.size() - 1;
  }

  void Change(size_t which, StatusChange change, StatusReason reason, Timestamp at,
              const TestIssue* successor = nullptr) {
    const StatusEntry entry{issued[which].index, change, at, reason,
                            successor ? std::optional(successor->index) : std::nullopt};
    const uint64_t index = Append(entry);
    issued[which].events.push_back(
        {index, EntryText(entry),
         successor ? std::optional(successor->code()) : std::nullopt});
    const StatusSlot& slot = issued[which].record.credential().status;
    const bool final =
        change == StatusChange::kRevoked || change == StatusChange::kReplaced;
    if (final) Bits(StatusPurpose::kRevocation, slot.block).Set(slot.index, true);
    Bits(StatusPurpose::kSuspension, slot.block)
        .Set(slot.index, change == StatusChange::kSuspended);
  }

  StatusBits& Bits(StatusPurpose purpose, uint32_t block) {
    return bits_[{purpose, block}];
  }

  // Publish appends a head, signs the checkpoint and writes the whole site.
  void Publish(TestSite& to, Timestamp time, Timestamp next) {
    for (const TestIssue& each : issued) {
      const uint32_t block = each.record.credential().status.block;
      Bits(StatusPurpose::kRevocation, block);
      Bits(StatusPurpose::kSuspension, block);
    }
    const std::string manifest = PublishLists(to, time, next);
    to.files[std::string(StatusManifest::kPath)] = manifest;
    to.files[ByDigestPath(Sha256(manifest))] = manifest;
    Append(HeadEntry{time, next, Sha256(manifest)});
    Sign(time);
    PublishTiles(to);
    for (const TrustFile& trust : trust_files_) {
      to.files[StrCat("keys/", trust.keys().version)] = trust.bytes();
    }
    for (TestIssue& each : issued) PublishCard(to, each);
    to.files["checkpoint"] = checkpoint_->bytes();
  }

  // PublishLists signs the lists, keeps them by name and digest, and gives the
  // manifest.
  std::string PublishLists(TestSite& to, Timestamp time, Timestamp next) {
    StatusManifest manifest{keys_.version, {}};
    for (const auto& [id, bits] : bits_) {
      const std::string list = StatusList::Sign({site(), id, time, next, bits},
                                                issuer.suffix.substr(1), *issuer.signer)
                                   ->bytes();
      manifest.lists.push_back({id, Sha256(list)});
      to.files[id.Path()] = list;
      to.files[ByDigestPath(Sha256(list))] = list;
    }
    return manifest.Text();
  }

  // Sign signs a checkpoint of the entries as they are.
  void Sign(Timestamp time) {
    Grow();
    TreeReader tree(Tiles(), size());
    checkpoint_ = SignedCheckpoint::Sign({site().origin(), *tree.Head()},
                                         log.Named(site()), *log.signer);
    for (const TestKey& witness : witnesses) {
      const auto key = *WitnessKey::Make(witness.suffix, witness.signer->public_key());
      checkpoint_ = *AddCosignatures(
          *checkpoint_, CosignatureLine(*checkpoint_, key, *witness.signer, time),
          std::vector<WitnessKey>{key});
    }
    for (TestIssue& each : issued) {
      if (each.proof.empty()) each.proof = ProofOf(each.index);
    }
  }

  // ProofOf proves an entry under the newest checkpoint.
  std::string ProofOf(uint64_t index) const {
    TreeReader tree(Tiles(), size());
    return LogProof{index, *tree.ProveInclusion(index), *checkpoint_}.Text();
  }

  void PublishTiles(TestSite& to) const {
    for (const auto& [id, hashes] : tiles_) {
      const unsigned width = TileWidthIn(size(), id.first, id.second);
      to.files[TileId{id.first, id.second, width}.Path()] = hashes;
      if (id.first != 0) continue;
      const auto begin =
          entries.begin() + static_cast<ptrdiff_t>(id.second * kTileWidth);
      to.files[EntriesPath(id.second, width)] =
          EncodeBundle(std::vector<std::string>(begin, begin + width));
    }
  }

  void PublishCard(TestSite& to, const TestIssue& each) const {
    const std::string path = Card::PathOf(site(), each.code());
    to.files.erase(path);
    if (each.erased) return;
    const Card card{each.record.bytes(), each.proof, each.events};
    to.files[path] = card.Encrypt(site(), each.code(),
                                  [](size_t size) { return std::string(size, 'n'); });
  }

 private:
  void AddTrust(const std::string& bytes) {
    trust_files_.push_back(*TrustFile::Parse(bytes));
    Append(KeysEntry{keys_.version, Sha256(bytes)});
  }

  TileSource Tiles() const {
    return [this](const TileId& id) -> Result<std::string> {
      const auto tile = tiles_.find({id.level, id.number});
      if (tile == tiles_.end()) return Fail(StrCat("no tile ", id.Path()));
      return tile->second;
    };
  }

  void Grow() {
    std::vector<LeafHash> leaves;
    for (uint64_t i = grown_; i < size(); ++i)
      leaves.push_back(LeafHash::Of(entries[i]));
    const auto tiles = AppendLeaves(Tiles(), grown_, leaves);
    for (const GrownTile& tile : *tiles)
      tiles_[{tile.level, tile.number}] = tile.hashes;
    grown_ = size();
  }

  TrustKeys keys_;
  std::vector<TrustFile> trust_files_;
  std::map<StatusListId, StatusBits> bits_;
  std::map<std::pair<unsigned, uint64_t>, std::string> tiles_;
  uint64_t grown_ = 0;
  std::optional<SignedCheckpoint> checkpoint_;
};

}  // namespace certseal
