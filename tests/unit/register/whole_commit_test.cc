// SPDX-License-Identifier: Apache-2.0
//
// A change of the register with all that belongs to it, and what can go wrong
// meanwhile.
#include <gmock/gmock.h>
#include <poll.h>

#include <fstream>

#include "base/file.h"
#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

class WholeCommitTest : public RegisterTest {
 protected:
  WholeCommitTest() {
    Register reg = Create();
    Add(reg, RowsNumbered(0, 3));
  }
};

// WholeCommit is what a change of the register is made of, about a megabyte.
Result<void> WholeCommit(Register& reg) {
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  ASSIGN_OR_RETURN(const uint64_t size, reg.LogSize());
  TRY(transaction.AddBatch(SomeBatch(), RowsNumbered(100, 500), 3));
  const std::vector<CertificateEvent> events = {{RowNumber(0).facts.code,
                                                 StatusChange::kRevoked,
                                                 At(1),
                                                 StatusReason::kIssuedInError,
                                                 {},
                                                 600},
                                                {RowNumber(100).facts.code,
                                                 StatusChange::kSuspended,
                                                 At(1),
                                                 StatusReason::kIssuedInError,
                                                 {},
                                                 601}};
  TRY(transaction.AddEvents(events));
  TRY(transaction.AddSuccession(
      {RowNumber(1).facts.code, RowNumber(100).facts.code, SuccessionKind::kRenewal}));
  TRY(transaction.PutHold({RowNumber(2).facts.code, At(1), "waits"}));
  TRY(transaction.Erase(RowNumber(1).facts.code, At(1)));
  TRY(transaction.AppendEntries(size, Lines(size, 4'096)));
  std::vector<StoredTile> tiles;
  for (uint64_t n = 0; n < 16; ++n) tiles.push_back({0, n, Hashes(256)});
  TRY(transaction.PutTiles(tiles));
  TRY(transaction.AddCheckpoint(CheckpointOfSize(size + 4'096, 1)));
  const StoredStatusList list{"revocation", 0, At(2), std::string(20'000, 'l')};
  TRY(transaction.PutStatusLists(std::span(&list, 1)));
  TRY(transaction.AddTrustFile(1, NoteOfSize(1)));
  return transaction.Commit();
}

// Everything that WholeCommit would have changed.
std::string StateOf(Register& reg) {
  const auto code = [](uint32_t n) { return RowNumber(n).facts.code; };
  const auto lists = reg.StatusLists().value();
  return StrCat(Count(reg), " ", reg.LogSize().value(), " ",
                reg.Tile(0, 15).value().size(), " ",
                reg.NewestCheckpoint().value().has_value(), " ", lists.size(), " ",
                reg.TrustFiles().value().size(), " ", reg.Held().value().size(), " ",
                reg.Erased().value().size(), " ", reg.ChangedFrom(0).value().size(),
                " ", reg.History(code(1)).value().successors.size(), " ",
                reg.FindByCode(code(100)).value().has_value());
}

constexpr const char* kBefore = "3 0 0 0 0 0 0 0 0 0 0";
constexpr const char* kAfter = "503 4096 8192 1 1 1 1 1 2 1 1";

TEST_F(WholeCommitTest, AnIoErrorAnywhereInAWholeCommitLeavesNothingOfIt) {
  SKIP_ON_POSTGRES();
  rlim_t step = 1;
  for (rlim_t limit = 4096; limit < 2'000'000; limit += 4096 * step++) {
    Child child([&](const Child::Say&) {
      Register reg = Open();
      LimitFileSize(limit);
      const auto committed = WholeCommit(reg);
      LimitFileSize(RLIM_INFINITY);
      return (committed ? "committed " : "failed ") + StateOf(reg);
    });
    const std::string said = child.All();
    EXPECT_THAT(said, testing::AnyOf(std::string("failed ") + kBefore,
                                     std::string("committed ") + kAfter))
        << limit;
    Register reg = Open();
    EXPECT_EQ(StateOf(reg), said.substr(said.find(' ') + 1)) << limit;
    EXPECT_TRUE(IsIntact(Path()));
    if (said.starts_with("committed")) return;
  }
  ADD_FAILURE() << "never committed";
}

TEST_F(WholeCommitTest, KilledAnywhereInAWholeCommitLeavesAllOrNothing) {
  bool committed = false;
  for (int round = 0; round < 400 && !committed; ++round) {
    Child child([&](const Child::Say& say) -> std::string {
      Register reg = Open();
      say("begins");
      return WholeCommit(reg) ? "done" : "failed";
    });
    ASSERT_EQ(child.Next(), "begins");
    ::poll(nullptr, 0, round * round / 10);
    child.Kill();
    Register reg = Open();
    const std::string state = StateOf(reg);
    EXPECT_THAT(state, testing::AnyOf(kBefore, kAfter)) << round;
    EXPECT_TRUE(IsIntact(Path()));
    committed = state != kBefore;
  }
  EXPECT_TRUE(committed);
}

TEST_F(WholeCommitTest, AFailedCallEndsTheTransaction) {
  Register reg = Open();
  const std::vector<std::function<Result<void>(Transaction&)>> failing = {
      [](Transaction& t) { return t.AddTrustFile(0, ""); },
      [](Transaction& t) {
        const CertificateCode code = RowNumber(0).facts.code;
        return t.SetLogIndex(std::span(&code, 1), 9);
      },
      [](Transaction& t) {
        return t.AddSuccession({RowNumber(1).facts.code, RowNumber(0).facts.code,
                                SuccessionKind::kRenewal});
      },
      [](Transaction& t) { return t.RemoveHold(RowNumber(9).facts.code); },
      [](Transaction& t) {
        return t.PutHold({RowNumber(9).facts.code, At(0), ""});
      },
      [](Transaction& t) { return t.Erase(RowNumber(9).facts.code, At(0)); },
      [](Transaction& t) { return t.AppendEntries(7, {}); },
      [](Transaction& t) {
        const StoredTile tile{9, 0, Hashes(1)};
        return t.PutTiles(std::span(&tile, 1));
      },
      [](Transaction& t) { return t.AddCheckpoint(CheckpointOfSize(1, 0)); },
      [](Transaction& t) { return t.ReplaceCheckpoint(CheckpointOfSize(1, 0)); },
      [](Transaction& t) {
        const StoredStatusList list{"x", 0, At(0), "x"};
        return t.PutStatusLists(std::span(&list, 1));
      }};
  for (size_t i = 0; i < failing.size(); ++i) {
    auto transaction = reg.Begin();
    ASSERT_TRUE(transaction && transaction->Erase(RowNumber(0).facts.code, At(0)));
    const auto failed = failing[i](*transaction);
    ASSERT_FALSE(failed) << i;
    EXPECT_THAT(failed.error().message, testing::Not(HasSubstr("ended already"))) << i;
    const auto after = transaction->RemoveHold(RowNumber(0).facts.code);
    ASSERT_FALSE(after) << i;
    EXPECT_THAT(after.error().message, HasSubstr("has ended already")) << i;
    EXPECT_FALSE(transaction->Commit()) << i;
    EXPECT_EQ(StateOf(reg), kBefore) << i;
  }
}

// Calls all that read, and gives how many succeeded.
int ReadAll(Register& reg) {
  constexpr CertificateState kStates[] = {CertificateState::kRevoked};
  int read = 0;
  for (const uint32_t n : {0u, 1u, 2u, 100u}) {
    read += reg.History(RowNumber(n).facts.code).has_value();
    read += reg.FindByCode(RowNumber(n).facts.code).has_value();
  }
  read += reg.CodeAt(1).has_value() + reg.LoggedFrom(0, 1'000).has_value() +
          reg.ChangedFrom(0).has_value() + reg.CodesWithoutLogIndex().has_value() +
          reg.Held().has_value() + reg.Erased().has_value() + reg.LogSize().has_value();
  const auto entries = reg.Entries(0, 4'096);
  read += entries && entries->size() == 4'096;
  for (uint64_t n = 0; n < 16; ++n) {
    const auto tile = reg.Tile(0, n);
    read += tile && tile->size() == 8'192;
  }
  read += reg.Checkpoints([](const StoredCheckpoint&) { return true; }).has_value();
  return read + reg.TrustFiles().has_value() + reg.StatusLists().has_value() +
         reg.StatusBlocks().has_value() + reg.IndexesInState(0, kStates).has_value();
}

TEST_F(WholeCommitTest, NoDamageEndsTheProgram) {
  SKIP_ON_POSTGRES();
  {
    Register reg = Open();
    ASSERT_TRUE(WholeCommit(reg));
  }
  const std::string whole = ReadFile(Path(), 100'000'000).value();
  Register reg = Open();
  const int all = ReadAll(reg);
  EXPECT_EQ(all, 37);
  int spoiled_reads = 0;
  for (size_t at = 100; at < whole.size(); at += 9'973) {
    std::string spoiled = whole;
    spoiled.replace(at, 16, std::string(16, static_cast<char>(at)));
    std::ofstream(Path(), std::ios::binary) << spoiled;
    auto opened = Register::Open(Path());
    if (opened) spoiled_reads += ReadAll(*opened) < all;
  }
  EXPECT_GT(spoiled_reads, 0);
}

}  // namespace
}  // namespace certseal
