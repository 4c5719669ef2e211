// SPDX-License-Identifier: Apache-2.0
#include "ledger/recover.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "publish/publish_site.h"
#include "school/catalogue.h"
#include "unit/ledger/ledger_fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

// RecoverTest has a backup that was published, and a newer register that is lost. The
// log of the backup: keys, issue 1 to 6, head. What came since: issue 11 to 14, head;
// status of 2, 3, 12, 13 and (replaced by the lost 11) 4, head.
class RecoverTest : public LedgerTest {
 protected:
  static constexpr uint64_t kBackup = 8, kAll = 19;

  fs::path Site() const { return directory_ / "site"; }
  SiteDirectory Source() const { return *SiteDirectory::Open(Site()); }
  static CertificateCode Code(uint32_t number) { return RowNumber(number).facts.code; }

  Result<PublishSummary> Publish(Register& reg) {
    const SiteAddress site = trust_.keys().site;
    const School school{
        SchoolPaths{directory_},
        *SchoolProfile::Parse(NewSchoolJson("Example School", site), "school.json"),
        *Catalogue::Parse(StarterCatalogueJson(), "courses.json"), trust_};
    return PublishSite(school, reg, {.directory = Site(), .random = SeededRandom(7)});
  }

  Register OpenBackup() {
    auto opened = Register::Open(directory_ / "backup.db");
    if (!opened) ADD_FAILURE() << opened.error().message;
    return std::move(*opened);
  }

  void BackUp() {
    Register reg = Create();
    const auto issued = Issue(reg, RowsNumbered(1, 6));
    ASSERT_TRUE(issued) << Why(issued);
    fs::copy(Path(), directory_ / "backup.db");
  }

  void WorkOnAndPublish() {
    Register reg = Open();
    ASSERT_TRUE(Issue(reg, RowsNumbered(11, 4)));
    const auto changed = Change(
        reg, {{Code(2), StatusChange::kRevoked, StatusReason::kIssuedInError},
              {Code(3), StatusChange::kSuspended, StatusReason::kDocumentMisused},
              {Code(12), StatusChange::kRevoked, StatusReason::kIssuedInError},
              {Code(13), StatusChange::kSuspended, StatusReason::kDocumentMisused},
              {Code(4), StatusChange::kReplaced, StatusReason::kReplaced, Code(11)}});
    ASSERT_TRUE(changed) << Why(changed);
    const auto published = Publish(reg);
    ASSERT_TRUE(published) << Why(published);
    ASSERT_EQ(published->size, kAll);
  }

  void SetUp() override {
    BackUp();
    WorkOnAndPublish();
  }

  Result<RecoverySummary> Recover(Register& reg) {
    const SiteDirectory source = Source();
    ASSIGN_OR_RETURN(RecoverFromSite recovery,
                     RecoverFromSite::Prepare(reg, trust_, source));
    const RecoverySummary summary = recovery.summary();
    TRY(recovery.Commit());
    return summary;
  }

  static CertificateState StateOf(Register& reg, uint32_t number) {
    return (*reg.FindByCode(Code(number)))->state;
  }

  StatusBits PublishedBits(const char* path) const {
    const auto list =
        StatusList::Parse(*ReadFile(Site() / path, StatusList::kMaxBytes));
    return list ? list->bits() : StatusBits();
  }

  void Write(const fs::path& file, const std::string& bytes) const {
    std::ofstream(file, std::ios::binary) << bytes;
  }
};

TEST_F(RecoverTest, TakesOverWhatWasPublished) {
  Register backup = OpenBackup();
  const auto summary = Recover(backup);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->had, kBackup);
  EXPECT_EQ(summary->size, kAll);
  EXPECT_THAT(summary->lost, ElementsAre(8, 9, 10, 11));
  EXPECT_EQ(summary->changes, 3u);
  EXPECT_EQ(summary->kept_bits, 2u);
  EXPECT_EQ(summary->new_trust_files, 0u);
  EXPECT_EQ(StateOf(backup, 1), CertificateState::kActive);
  EXPECT_EQ(StateOf(backup, 2), CertificateState::kRevoked);
  EXPECT_EQ(StateOf(backup, 3), CertificateState::kSuspended);
  EXPECT_EQ(StateOf(backup, 4), CertificateState::kReplaced);
  // What the lost register had, byte for byte.
  Register lost = Open();
  EXPECT_EQ(*backup.Entries(0, kAll), *lost.Entries(0, kAll));
  EXPECT_EQ(backup.NewestCheckpoint().value()->note,
            lost.NewestCheckpoint().value()->note);
  EXPECT_EQ(backup.Tile(0, 0).value(), lost.Tile(0, 0).value());
  EXPECT_EQ(backup.StatusLists()->at(0).document, lost.StatusLists()->at(0).document);
  EXPECT_THAT(*backup.LostIssues(), ElementsAre(8, 9, 10, 11));
  EXPECT_THAT(*backup.Recoveries(), ElementsAre(RecoveredEntries{kBackup, kAll, 1}));
  EXPECT_THAT(*backup.KeptStatusBits("revocation", 0), ElementsAre(12));
  EXPECT_THAT(*backup.KeptStatusBits("suspension", 0), ElementsAre(13));
}

TEST_F(RecoverTest, AChangeMayNameALostSuccessor) {
  Register backup = OpenBackup();
  ASSERT_TRUE(Recover(backup));
  const auto history = backup.History(Code(4));
  ASSERT_TRUE(history) << Why(history);
  ASSERT_EQ(history->events.size(), 1u);
  EXPECT_EQ(history->events[0].successor, std::nullopt);
  EXPECT_EQ(history->events[0].lost_successor, 8u);
  // Nobody may say so of one that is not lost.
  auto transaction = backup.Begin();
  CertificateEvent event{
      Code(5), StatusChange::kReplaced, now_, StatusReason::kReplaced, {}, 20};
  event.lost_successor = 3;
  EXPECT_THAT(Why(transaction->AddEvents(std::vector{event})), HasSubstr("was lost"));
}

TEST_F(RecoverTest, TheLogGoesOn) {
  Register backup = OpenBackup();
  ASSERT_TRUE(Recover(backup));
  const SignedCheckpoint before =
      *SignedCheckpoint::Parse(*ReadFile(Site() / "checkpoint", 1 << 16));
  published_ = {{"site", before}};  // every change demands it as a prefix
  ASSERT_TRUE(Issue(backup, {RowNumber(21)}));
  const auto changed = Change(
      backup, {{Code(5), StatusChange::kRevoked, StatusReason::kIssuedInError},
               {Code(3), StatusChange::kReinstated, StatusReason::kDocumentMisused}});
  ASSERT_TRUE(changed) << Why(changed);
  const auto published = Publish(backup);
  ASSERT_TRUE(published) << Why(published);
  EXPECT_EQ(published->from, kAll);
  EXPECT_EQ(published->size, kAll + 5);
  TreeReader tree(TilesOf(backup), published->size);
  EXPECT_EQ(tree.HeadAt(kAll).value(), before.tree());
  // The lost and revoked one stays so, and so does the lost and suspended one.
  const StatusBits revoked = PublishedBits("status/revocation/0");
  for (const uint32_t place : {2u, 4u, 5u, 12u})
    EXPECT_TRUE(revoked.Get(place)) << place;
  EXPECT_EQ(revoked.CountSet(), 4u);
  const StatusBits suspended = PublishedBits("status/suspension/0");
  EXPECT_TRUE(suspended.Get(13));
  EXPECT_EQ(suspended.CountSet(), 1u);
}

TEST_F(RecoverTest, GivesNoPlaceOfALostCertificate) {
  Register backup = OpenBackup();
  {
    auto transaction = backup.Begin();
    const auto slots = transaction->DrawStatusSlots(10, SeededRandom(1)).value();
    for (const StatusSlot& slot : slots) EXPECT_EQ(slot.block, 0u);
  }
  ASSERT_TRUE(Recover(backup));
  auto transaction = backup.Begin();
  std::set<uint32_t> places;
  const auto slots = transaction->DrawStatusSlots(1000, SeededRandom(1)).value();
  for (const StatusSlot& slot : slots) {
    EXPECT_EQ(slot.block, 1u);
    EXPECT_TRUE(places.insert(slot.index).second);
  }
}

TEST_F(RecoverTest, ChangesNothingBeforeCommit) {
  Register backup = OpenBackup();
  {
    const SiteDirectory source = Source();
    const auto recovery = RecoverFromSite::Prepare(backup, trust_, source);
    ASSERT_TRUE(recovery) << Why(recovery);
    EXPECT_EQ(recovery->summary().size, kAll);
  }
  EXPECT_EQ(*backup.LogSize(), kBackup);
  EXPECT_THAT(*backup.LostIssues(), IsEmpty());
  EXPECT_EQ(StateOf(backup, 2), CertificateState::kActive);
}

TEST_F(RecoverTest, SaysWhereThereIsNothingToDo) {
  Register newest = Open();
  const auto newest_summary = Recover(newest);
  ASSERT_TRUE(newest_summary) << Why(newest_summary);
  EXPECT_EQ(newest_summary->had, kAll);
  EXPECT_EQ(newest_summary->size, kAll);
  // Ahead of the site too; and a second time.
  ASSERT_TRUE(Issue(newest, {RowNumber(21)}));
  EXPECT_EQ(Recover(newest)->size, kAll + 2);
  Register backup = OpenBackup();
  ASSERT_TRUE(Recover(backup));
  EXPECT_EQ(Recover(backup)->had, kAll);
  EXPECT_EQ(backup.Recoveries()->size(), 1u);
}

TEST_F(RecoverTest, RefusesWhatIsNoPrefix) {
  Register backup = OpenBackup();
  ASSERT_TRUE(Issue(backup, {RowNumber(21)}));
  EXPECT_THAT(Why(Recover(backup)), HasSubstr("went different ways before entry 10"));
  ASSERT_TRUE(Issue(backup, RowsNumbered(31, 20)));  // longer than what was published
  EXPECT_THAT(Why(Recover(backup)), HasSubstr("went different ways before entry 19"));
  EXPECT_EQ(*backup.LogSize(), 31u);
}

TEST_F(RecoverTest, RecoversTwice) {
  {
    Register backup = OpenBackup();
    ASSERT_TRUE(Recover(backup));
  }
  fs::copy(directory_ / "backup.db", directory_ / "second.db");
  Register backup = OpenBackup();
  CertificateRow row = RowNumber(21);
  row.status = {1, 5};
  ASSERT_TRUE(Issue(backup, {row}));
  ASSERT_TRUE(Change(
      backup, {{Code(21), StatusChange::kRevoked, StatusReason::kIssuedInError}}));
  ASSERT_TRUE(Publish(backup));
  auto second = Register::Open(directory_ / "second.db");
  const auto summary = Recover(*second);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_THAT(summary->lost, ElementsAre(kAll));
  EXPECT_EQ(summary->kept_bits, 3u);
  EXPECT_THAT(*second->KeptStatusBits("revocation", 1), ElementsAre(5));
  EXPECT_EQ(*second->StatusBlocks(), 2u);
  auto transaction = second->Begin();
  EXPECT_EQ(transaction->DrawStatusSlots(1, SeededRandom(1))->front().block, 2u);
}

TEST_F(RecoverTest, AnEmptyRegisterTakesOverAll) {
  auto empty = Register::Create(directory_ / "empty.db");
  const auto summary = Recover(*empty);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->size, kAll);
  EXPECT_EQ(summary->lost.size(), 10u);
  EXPECT_EQ(summary->kept_bits, 5u);
  EXPECT_EQ(summary->new_trust_files, 1u);
  EXPECT_TRUE(Issue(*empty, {RowNumber(21)}));
  // Its keys must be the school's.
  auto other = Register::Create(directory_ / "other.db");
  TrustKeys keys = keys_.FirstKeys();
  keys.name = "Another name";
  trust_ = *TrustFile::Parse(TrustFile::Sign(keys, keys_.root));
  EXPECT_THAT(Why(Recover(*other)), HasSubstr("keys/1 is not the trust file"));
}

TEST_F(RecoverTest, FollowsTheKeysThatTheLostRegisterLogged) {
  Register lost = Open();
  TrustKeys keys = keys_.FirstKeys();
  keys.version = 2;
  keys.issuers.push_back(
      {"key-2026-02",
       SchoolKeys::Named("verify.school.example/key-2026-02", keys_.second_issuer),
       {kAll, {}}});
  const TrustFile first = trust_;
  trust_ = *TrustFile::Parse(TrustFile::Sign(keys, keys_.root));
  ASSERT_TRUE(Issue(lost, {RowNumber(21)}));
  ASSERT_TRUE(Publish(lost));
  const TrustFile second = trust_;
  trust_ = first;  // what the backup of the directory has
  Register backup = OpenBackup();
  const auto summary = Recover(backup);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->trust_version, 2u);
  EXPECT_EQ(summary->new_trust_files, 1u);
  EXPECT_EQ(backup.TrustFiles()->back().second, second.bytes());
  trust_ = second;
  EXPECT_TRUE(Issue(backup, {RowNumber(31)}));
  // A site that changes or withholds them is refused.
  auto again = Register::Create(directory_ / "again.db");
  std::string flipped = second.bytes();
  flipped[flipped.size() - 10] = static_cast<char>(flipped[flipped.size() - 10] ^ 1);
  Write(Site() / "keys/2", flipped);
  EXPECT_THAT(Why(Recover(*again)), HasSubstr("keys/2"));
  fs::remove(Site() / "keys/2");
  auto empty = Register::Create(directory_ / "empty.db");
  EXPECT_THAT(Why(Recover(*empty)), HasSubstr("lacks keys/2"));
}

// Three bundles, the first of them begun by the backup.
TEST_F(RecoverTest, TakesOverManyEntries) {
  {
    Register lost = Open();
    ASSERT_TRUE(Issue(lost, RowsNumbered(100, 550)));
    ASSERT_TRUE(Change(
        lost, {{Code(1), StatusChange::kRevoked, StatusReason::kIssuedInError}}));
    ASSERT_TRUE(Publish(lost));
  }
  Register backup = OpenBackup();
  const auto summary = Recover(backup);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(summary->size, kAll + 553);
  EXPECT_EQ(summary->lost.size(), 554u);
  Register lost = Open();
  EXPECT_EQ(*backup.Entries(0, kAll + 553), *lost.Entries(0, kAll + 553));
  for (const uint64_t number : {0u, 1u, 2u}) {
    EXPECT_EQ(*backup.Tile(0, number), *lost.Tile(0, number)) << number;
  }
  EXPECT_EQ(*backup.Tile(1, 0), *lost.Tile(1, 0));
  // A bundle in the middle.
  auto empty = Register::Create(directory_ / "empty.db");
  const fs::path bundle = Site() / "tile/entries/001";
  std::string bytes = *ReadFile(bundle, 1 << 20);
  bytes[1000] = static_cast<char>(bytes[1000] ^ 1);
  Write(bundle, bytes);
  EXPECT_FALSE(Recover(*empty));
  EXPECT_EQ(*empty->LogSize(), 0u);
}

TEST_F(RecoverTest, DropsTheHoldOfWhatWasReleased) {
  fs::remove(Path());
  fs::remove(directory_ / "backup.db");
  fs::remove_all(Site());
  {
    Register reg = Create();
    ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
    ASSERT_TRUE(Change(
        reg, {{Code(1), StatusChange::kSuspended, StatusReason::kRequirementsNotMet},
              {Code(2), StatusChange::kSuspended, StatusReason::kRequirementsNotMet}}));
    auto transaction = reg.Begin();
    ASSERT_TRUE(transaction->PutHold({Code(1), now_, "fee"}));
    ASSERT_TRUE(transaction->PutHold({Code(2), now_, "fee"}));
    ASSERT_TRUE(transaction->Commit());
    fs::copy(Path(), directory_ / "backup.db");
    ASSERT_TRUE(Change(reg, {{Code(1), StatusChange::kReinstated,
                              StatusReason::kRequirementsNotMet}}));
    ASSERT_TRUE(Publish(reg));
  }
  Register backup = OpenBackup();
  const auto summary = Recover(backup);
  ASSERT_TRUE(summary) << Why(summary);
  EXPECT_EQ(StateOf(backup, 1), CertificateState::kActive);
  ASSERT_EQ(backup.Held()->size(), 1u);
  EXPECT_EQ(backup.Held()->front().code, Code(2));
  // Nobody is lost: the block goes on.
  EXPECT_EQ(backup.Recoveries()->front().first_block, 0u);
}

// Every byte matters of every file that a recovery reads; nothing is changed by one
// that fails.
TEST_F(RecoverTest, RefusesAnyFileThatWasTamperedWith) {
  Register backup = OpenBackup();
  std::vector<fs::path> files = {Site() / "checkpoint", Site() / "tile/0/000.p/19",
                                 Site() / "tile/entries/000.p/19"};
  const std::string manifest = *ReadFile(Site() / StatusManifest::kPath, 1 << 20);
  files.push_back(Site() / ByDigestPath(Sha256(manifest)));
  const StatusManifest lists = *StatusManifest::Parse(manifest);
  for (const ListDigest& list : lists.lists) {
    files.push_back(Site() / ByDigestPath(list.sha256));
  }
  ASSERT_EQ(files.size(), 6u);
  for (const fs::path& file : files) {
    const std::string bytes = *ReadFile(file, 1 << 20);
    // Entries before the backup's end are its own, and are not read.
    const bool bundle = file.string().find("entries") != std::string::npos;
    const size_t begin = bundle ? bytes.size() - 200 : 0;
    for (size_t at = begin; at < bytes.size(); at += 1 + (bytes.size() - begin) / 40) {
      std::string flipped = bytes;
      flipped[at] = static_cast<char>(flipped[at] ^ 1);
      Write(file, flipped);
      EXPECT_FALSE(Recover(backup)) << file << " at " << at;
    }
    Write(file, bytes.substr(0, bytes.size() - 1));
    EXPECT_FALSE(Recover(backup)) << file << " cut";
    fs::remove(file);
    EXPECT_FALSE(Recover(backup)) << file << " removed";
    Write(file, bytes);
  }
  EXPECT_EQ(*backup.LogSize(), kBackup);
  EXPECT_EQ(StateOf(backup, 2), CertificateState::kActive);
  EXPECT_EQ(backup.Recoveries()->size(), 0u);
  EXPECT_TRUE(Recover(backup));
}

TEST_F(RecoverTest, RefusesABackupThatIsDamaged) {
  Register backup = OpenBackup();
  const std::string entry = backup.Entries(1, 2)->front();
  {
    auto transaction = backup.Begin();
    const std::vector<std::string> one = {entry};
    ASSERT_TRUE(transaction->AppendEntries(kBackup, one));
    ASSERT_TRUE(transaction->Commit());
  }
  EXPECT_THAT(Why(Recover(backup)), StartsWith("this register's own log is damaged"));
}

}  // namespace
}  // namespace certseal
