// SPDX-License-Identifier: Apache-2.0
#include "ledger/ledger_commit.h"

#include <gmock/gmock.h>

#include "unit/ledger/ledger_fixture.h"
#include "log/log_proof.h"
#include "status/manifest.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> AllEntries(Register& reg) {
  return reg.Entries(0, *reg.LogSize()).value();
}

HeadEntry LastHead(Register& reg) {
  return std::get<HeadEntry>(*ParseEntry(AllEntries(reg).back()));
}

TEST_F(LedgerTest, BeginsWithTheTrustFileAndEndsWithAHead) {
  Register reg = Create();
  const auto checkpoint = Issue(reg, RowsNumbered(1, 2));
  ASSERT_TRUE(checkpoint) << Why(checkpoint);
  const std::vector<std::string> entries = AllEntries(reg);
  ASSERT_EQ(entries.size(), 4u);
  EXPECT_EQ(entries[0], "keys 1 " + Sha256(trust_.bytes()).Base64());
  EXPECT_EQ(entries[1], "issue " + Sha256(RowNumber(1).record).Base64());
  EXPECT_EQ(entries[2], "issue " + Sha256(RowNumber(2).record).Base64());
  EXPECT_THAT(entries[3], HasSubstr("head 1795000000 1795000000 "));
  EXPECT_EQ(checkpoint->tree().size, 4u);
  EXPECT_TRUE(trust_.CheckCheckpoint(*checkpoint));
  EXPECT_EQ(reg.NewestCheckpoint().value()->note, checkpoint->bytes());
  EXPECT_EQ(reg.FindByCode(RowNumber(2).facts.code).value()->log_index, 2u);
}

TEST_F(LedgerTest, EveryTreeIsAPrefixOfTheNext) {
  Register reg = Create();
  std::optional<SignedCheckpoint> before;
  for (uint32_t n = 0; n < 40; ++n) {
    const auto checkpoint = Issue(reg, RowsNumbered(100 * n, 1 + n % 17));
    ASSERT_TRUE(checkpoint) << Why(checkpoint);
    TreeReader tree(TilesOf(reg), checkpoint->tree().size);
    ASSERT_EQ(*tree.Head(), checkpoint->tree());
    if (before) {
      const auto proof = tree.ProveConsistency(before->tree().size);
      EXPECT_TRUE(CheckConsistency(before->tree(), checkpoint->tree(), *proof));
    }
    before = *checkpoint;
  }
}

TEST_F(LedgerTest, ProvesEachIssueUnderItsOwnCheckpoint) {
  Register reg = Create();
  const auto first = Issue(reg, RowsNumbered(1, 300));
  const auto second = Issue(reg, RowsNumbered(1000, 5));
  ASSERT_TRUE(first && second);
  IssueProofs proofs(reg);
  // Backwards, so that what was read for a later one must not serve an earlier one.
  for (const uint32_t number : {1004u, 1000u, 300u, 1u, 200u}) {
    const auto stored = reg.FindByCode(RowNumber(number).facts.code).value();
    const auto proof = LogProof::Parse(*proofs.For(*stored->log_index));
    ASSERT_TRUE(proof) << Why(proof);
    EXPECT_EQ(proof->checkpoint.bytes(),
              number >= 1000 ? second->bytes() : first->bytes());
    const IssueEntry entry{Sha256(stored->row.record)};
    EXPECT_TRUE(CheckInclusion(LeafHash::Of(EntryText(entry)), *stored->log_index,
                               proof->hashes, proof->checkpoint.tree()));
  }
  EXPECT_THAT(Why(proofs.For(99'999)), HasSubstr("no signed checkpoint"));
}

TEST_F(LedgerTest, RecordsChangesOfState) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  const CertificateCode code = RowNumber(2).facts.code;
  now_ = *Timestamp::FromUnix(1'795'000'100);
  const auto changed =
      Change(reg, {{code, StatusChange::kSuspended, StatusReason::kRequirementsNotMet}});
  ASSERT_TRUE(changed) << Why(changed);
  const auto entries = AllEntries(reg);
  EXPECT_EQ(entries[entries.size() - 2],
            "status 2 suspended 1795000100 requirements-not-met");
  EXPECT_EQ(reg.FindByCode(code).value()->state, CertificateState::kSuspended);
  const auto bits = BitsOf(reg, {StatusPurpose::kSuspension, 0});
  EXPECT_TRUE(bits->Get(RowNumber(2).status.index));
  EXPECT_EQ(bits->CountSet(), 1u);
  EXPECT_EQ(BitsOf(reg, {StatusPurpose::kRevocation, 0})->CountSet(), 0u);
}

TEST_F(LedgerTest, TheHeadCommitsToTheLists) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  ASSERT_TRUE(Change(reg, {{RowNumber(1).facts.code, StatusChange::kRevoked,
                            StatusReason::kIssuedInError}}));
  StatusManifest manifest{1, {}};
  const auto lists = reg.StatusLists().value();
  for (const StoredStatusList& stored : lists) {
    const auto list = StatusList::Parse(stored.document);
    ASSERT_TRUE(list) << Why(list);
    EXPECT_TRUE(list->VerifySignature(keys_.issuer.public_key()));
    EXPECT_EQ(list->bits(), *BitsOf(reg, list->facts().id));
    manifest.lists.push_back({list->facts().id, Sha256(stored.document)});
  }
  std::ranges::sort(manifest.lists, {}, &ListDigest::id);
  EXPECT_EQ(LastHead(reg).manifest_sha256, Sha256(manifest.Text()));
}

TEST_F(LedgerTest, AFailedChangeLeavesNothing) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  const uint64_t size = *reg.LogSize();
  const CertificateCode stranger = RowNumber(77).facts.code;
  EXPECT_THAT(Why(Change(reg, {{RowNumber(1).facts.code, StatusChange::kRevoked,
                                StatusReason::kIssuedInError},
                               {stranger, StatusChange::kRevoked,
                                StatusReason::kIssuedInError}})),
              HasSubstr(stranger.Printed()));
  EXPECT_EQ(*reg.LogSize(), size);
  EXPECT_EQ(reg.FindByCode(RowNumber(1).facts.code).value()->state,
            CertificateState::kActive);
}

TEST_F(LedgerTest, TimesStrictlyIncrease) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  ASSERT_TRUE(Issue(reg, RowsNumbered(2, 1)));  // in the same second
  EXPECT_EQ(LastHead(reg).time.unix_seconds(), 1'795'000'001);
  now_ = *Timestamp::FromUnix(1'794'990'000);
  EXPECT_THAT(Why(Issue(reg, RowsNumbered(3, 1))), HasSubstr("clock"));
  now_ = *Timestamp::FromUnix(1'795'000'050);
  EXPECT_TRUE(Issue(reg, RowsNumbered(3, 1)));
  EXPECT_EQ(LastHead(reg).time.unix_seconds(), 1'795'000'050);
}

TEST_F(LedgerTest, WaitsForTheClockThatItIsAheadOf) {
  Register reg = Create();
  now_ = *Timestamp::FromUnix(1'795'000'062);
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  now_ = *Timestamp::FromUnix(1'795'000'000);
  const auto begin = [&](const Clock& clock) -> Result<int64_t> {
    LedgerContext context = Context(reg);
    context.clock = clock;
    ASSIGN_OR_RETURN(const LedgerCommit commit, LedgerCommit::Begin(context));
    return commit.time().unix_seconds();
  };
  int64_t asked = 0;
  const auto time = begin([&] { return *Timestamp::FromUnix(1'795'000'000 + asked++); });
  ASSERT_TRUE(time) << Why(time);
  EXPECT_EQ(*time, 1'795'000'063);
  EXPECT_EQ(asked, 4);  // for the time, then until it is no more than a minute ahead
  EXPECT_THAT(Why(begin([] { return *Timestamp::FromUnix(1'794'999'990); })),
              HasSubstr("clock"));
}

TEST_F(LedgerTest, APromiseStandsUntilAnotherIsMade) {
  Register reg = Create();
  const LedgerContext context = Context(reg);
  auto commit = LedgerCommit::Begin(context);
  ASSERT_TRUE(commit) << Why(commit);
  commit->PromiseNext(*Timestamp::FromUnix(1'795'600'000));
  ASSERT_TRUE(commit->Finish());
  now_ = *Timestamp::FromUnix(1'795'000'900);
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  EXPECT_EQ(LastHead(reg).next.unix_seconds(), 1'795'600'000);
  now_ = *Timestamp::FromUnix(1'795'700'000);
  ASSERT_TRUE(Issue(reg, RowsNumbered(2, 1)));
  EXPECT_EQ(LastHead(reg).next, now_);
}

TEST_F(LedgerTest, RefusesARegisterOlderThanWhatWasPublished) {
  SKIP_ON_POSTGRES();  // copies the file
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  std::filesystem::copy(Path(), directory_ / "backup.db");
  const auto newer = Issue(reg, RowsNumbered(10, 2));
  published_ = {{"site", *newer}};
  EXPECT_TRUE(Issue(reg, RowsNumbered(20, 1)));
  auto backup = Register::Open(directory_ / "backup.db");
  ASSERT_TRUE(backup);
  const auto refused = Issue(*backup, RowsNumbered(30, 1));
  EXPECT_THAT(Why(refused), HasSubstr("older than what was published"));
  EXPECT_FALSE(refused.error().hints.empty());
}

TEST_F(LedgerTest, RefusesARegisterThatWentAnotherWay) {
  SKIP_ON_POSTGRES();  // copies the file
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 2)));
  std::filesystem::copy(Path(), directory_ / "copy.db");
  const auto here = Issue(reg, RowsNumbered(10, 2));
  published_ = {{"site", *here}};
  auto copy = Register::Open(directory_ / "copy.db");
  published_.clear();
  ASSERT_TRUE(Issue(*copy, RowsNumbered(30, 5)));
  published_ = {{"site", *here}};
  EXPECT_THAT(Why(Issue(*copy, RowsNumbered(40, 1))), HasSubstr("different ways"));
}

// One flipped bit of what is built upon ends every change before anything is signed.
TEST_F(LedgerTest, RefusesDamagedStorage) {
  SKIP_ON_POSTGRES();  // copies the file
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 300)));
  const std::pair<const char*, const char*> damages[] = {
      {"UPDATE tiles SET hashes = 'B' || substr(hashes, 2) WHERE level = 1",
       "do not give the root"},
      {"UPDATE tiles SET hashes = substr(hashes, 1, 44) WHERE level = 0 AND number = 1",
       "damaged"},
      {"UPDATE checkpoints SET note = replace(note, 'verify', 'xerify')", "damaged"},
      {"DELETE FROM log_entries WHERE log_index = (SELECT MAX(log_index) FROM log_entries)",
       "damaged"},
      {"DELETE FROM trust_files", "no trust file"},
      {"DELETE FROM checkpoints", "no checkpoint"},
  };
  for (const auto& [sql, why] : damages) {
    const auto damaged = directory_ / "damaged.db";
    std::filesystem::copy_file(Path(), damaged,
                               std::filesystem::copy_options::overwrite_existing);
    Raw(damaged, sql);
    auto opened = Register::Open(damaged);
    ASSERT_TRUE(opened) << sql;
    EXPECT_THAT(Why(Issue(*opened, RowsNumbered(1000, 1))), HasSubstr(why)) << sql;
  }
}

TEST_F(LedgerTest, GoesOnWithARotatedIssuerKey) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  const auto rotated = Rotate(reg, [&](TrustKeys& keys, uint64_t index) {
    keys.issuers[0].window.end = index;
    keys.issuers.push_back(
        {"key-2026-02",
         SchoolKeys::Named("verify.school.example/key-2026-02", keys_.second_issuer),
         {index, std::nullopt}});
  });
  ASSERT_TRUE(rotated) << Why(rotated);
  EXPECT_EQ(AllEntries(reg)[3], "keys 2 " + Sha256(trust_.bytes()).Base64());
  // Every list is signed anew: the old key may have been stolen.
  const auto lists = reg.StatusLists().value();
  EXPECT_FALSE(lists.empty());
  for (const StoredStatusList& stored : lists) {
    EXPECT_EQ(StatusList::Parse(stored.document)->key_id(), "key-2026-02");
  }
  EXPECT_TRUE(Issue(reg, RowsNumbered(2, 1)));
}

TEST_F(LedgerTest, GoesOnWithARotatedLogKey) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  const auto rotated = Rotate(reg, [&](TrustKeys& keys, uint64_t index) {
    keys.logs[0].window.end = index;
    keys.logs.push_back({SchoolKeys::Named(SchoolKeys::kOrigin, keys_.second_log),
                         {index, std::nullopt}});
  });
  ASSERT_TRUE(rotated) << Why(rotated);
  EXPECT_TRUE(rotated->note().Verify(trust_.keys().logs[1].key));
  EXPECT_FALSE(rotated->note().Verify(trust_.keys().logs[0].key));
  EXPECT_TRUE(Issue(reg, RowsNumbered(2, 1)));
}

TEST_F(LedgerTest, RefusesATrustFileThatIsNoSuccessor) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 1)));
  const LedgerContext context = Context(reg);
  auto commit = LedgerCommit::Begin(context);
  ASSERT_TRUE(commit);
  TrustKeys next = keys_.FirstKeys();
  next.version = 3;
  const TrustFile skipped = *TrustFile::Parse(TrustFile::Sign(next, keys_.root));
  EXPECT_FALSE(commit->AdoptTrust(skipped, keys_.Signers(skipped)));
}

// The log takes up what was issued before there was one.
TEST_F(LedgerTest, LogsWhatAnEarlierVersionIssued) {
  Register reg = Create();
  ASSERT_TRUE(Issue(reg, RowsNumbered(1, 3)));
  Raw(Path(), "UPDATE certificates SET log_index = NULL");
  for (const char* table : {"log_entries", "tiles", "checkpoints", "trust_files",
                            "status_lists"}) {
    Raw(Path(), std::string("DELETE FROM ") + table);
  }
  ASSERT_TRUE(Issue(reg, RowsNumbered(10, 1)));
  const auto entries = AllEntries(reg);
  ASSERT_EQ(entries.size(), 6u);
  for (uint32_t n = 1; n <= 3; ++n) {
    EXPECT_EQ(entries[n], "issue " + Sha256(RowNumber(n).record).Base64());
    EXPECT_EQ(reg.FindByCode(RowNumber(n).facts.code).value()->log_index, n);
  }
}

}  // namespace
}  // namespace certseal
