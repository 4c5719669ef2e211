// SPDX-License-Identifier: Apache-2.0
#include "register/move.h"

#include <gmock/gmock.h>
#include <poll.h>

#include <set>

#include "base/file.h"
#include "register/copy.h"
#include "register/schema.h"
#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

template <typename T>
std::string WhyNot(const Result<T>& result) {
  return result ? "done" : result.error().message;
}

const RegisterMove::Progress kQuiet = [](uint64_t, uint64_t) {};

// From a SQLite file to the engine under test.
class MoveTest : public RegisterTest {
 protected:
  MoveTest() {
    auto reg = Register::Create(From());
    EXPECT_TRUE(reg) << reg.error().message;
    Add(*reg, RowsNumbered(0, 1'203));
    auto transaction = reg->Begin();
    const CertificateEvent event{RowNumber(2).facts.code,
                                 StatusChange::kRevoked,
                                 At(1),
                                 StatusReason::kIssuedInError,
                                 {},
                                 2'000};
    EXPECT_TRUE(transaction->AddEvents(std::span(&event, 1)));
    EXPECT_TRUE(transaction->Erase(RowNumber(1).facts.code, At(1)));
    EXPECT_TRUE(
        transaction->PutHold({RowNumber(5).facts.code, At(1), "wait's \"end\""}));
    EXPECT_TRUE(transaction->AppendEntries(0, Lines(0, 700)));
    for (const unsigned level : {0u, 1u}) {
      for (uint64_t n = 0; n < 3; ++n) {
        const StoredTile tile{level, n, Hashes(200)};
        EXPECT_TRUE(transaction->PutTiles(std::span(&tile, 1)));
      }
    }
    EXPECT_TRUE(transaction->AddCheckpoint(CheckpointOfSize(700, 1)));
    const std::vector<uint32_t> places = {1, 2, 100'000};
    EXPECT_TRUE(transaction->KeepStatusBits("revocation", 9, places));
    EXPECT_TRUE(transaction->KeepStatusBits("suspension", 10, places));
    EXPECT_TRUE(transaction->Commit());
  }
  std::filesystem::path From() const { return directory_ / "from.db"; }
  RegisterLocation To() const { return TestRegister(Path()); }

  std::string WhyNotMoved() {
    auto move = RegisterMove::Begin(From(), To());
    if (!move) return move.error().message;
    if (auto filled = move->Fill(kQuiet); !filled) return filled.error().message;
    return WhyNot(move->Finish());
  }
  void ExpectMoved() {
    EXPECT_THAT(WhyNot(Register::Open(From())), HasSubstr("was moved to "));
    Register reg = Open();
    EXPECT_EQ(Count(reg), 1'203u);
    EXPECT_EQ(reg.FindByCode(RowNumber(7).facts.code).value()->row, RowNumber(7));
    EXPECT_EQ(reg.Held().value().at(0).note, "wait's \"end\"");
    EXPECT_TRUE(reg.History(RowNumber(1).facts.code).value().erased);
    EXPECT_EQ(reg.Entries(0, 700).value(), Lines(0, 700));
    EXPECT_EQ(reg.KeptStatusBits("suspension", 10).value().size(), 3u);
    Add(reg, RowsNumbered(5'000, 1));
  }
};

TEST_F(MoveTest, BringsEverythingAndLeavesNoSecondRegister) {
  EXPECT_EQ(WhyNotMoved(), "done");
  ExpectMoved();
}

// A program that was waiting to write would go on in what was left.
TEST_F(MoveTest, WhoHadItOpenBeforeMayNotWriteAfter) {
  auto reg = Register::Open(From());
  ASSERT_TRUE(reg);
  EXPECT_EQ(WhyNotMoved(), "done");
  EXPECT_THAT(WhyNot(reg->Begin()), HasSubstr("was moved to "));
  ExpectMoved();
}

TEST_F(MoveTest, ACopyDoesNotCountBeforeTheEnd) {
  {
    auto move = RegisterMove::Begin(From(), To());
    ASSERT_TRUE(move) << move.error().message;
    ASSERT_TRUE(move->Fill(kQuiet));
    EXPECT_THAT(WhyNotOpen(),
                HasSubstr("is a copy of \"from.db\" that does not count yet"));
    auto looking = Register::Open(To(), {.during_move = true});
    ASSERT_TRUE(looking);
    EXPECT_EQ(Count(*looking), 1'203u);
    auto hasty =
        Register::Open(From(), {.busy_timeout = std::chrono::milliseconds(20)});
    ASSERT_TRUE(hasty);
    EXPECT_THAT(WhyNot(hasty->Begin()), HasSubstr("is in use by another program"));
  }
  EXPECT_THAT(WhyNotOpen(), HasSubstr("does not count yet"));
  EXPECT_EQ(WhyNotMoved(), "done");
  ExpectMoved();
}

TEST_F(MoveTest, CopiesAgainWhatWasIssuedFromMeanwhile) {
  {
    auto move = RegisterMove::Begin(From(), To());
    ASSERT_TRUE(move && move->Fill(kQuiet));
  }
  auto reg = Register::Open(From());
  ASSERT_TRUE(reg);
  auto transaction = reg->Begin();
  ASSERT_TRUE(transaction && transaction->Erase(RowNumber(9).facts.code, At(3)) &&
              transaction->Commit());
  EXPECT_EQ(WhyNotMoved(), "done");
  ExpectMoved();
  Register moved = Open();
  EXPECT_EQ(moved.Erased().value().size(), 2u);
}

// The older copy still has the identity that was erased here and issued again.
TEST_F(MoveTest, CopiesAgainWhatAnOlderCopyDoesNotLetIn) {
  {
    auto move = RegisterMove::Begin(From(), To());
    ASSERT_TRUE(move && move->Fill(kQuiet));
  }
  auto reg = Register::Open(From());
  ASSERT_TRUE(reg);
  {
    auto transaction = reg->Begin();
    ASSERT_TRUE(transaction && transaction->Erase(RowNumber(9).facts.code, At(3)) &&
                transaction->Commit());
  }
  CertificateRow again = RowNumber(6'000);
  again.identity = RowNumber(9).identity;
  Add(*reg, {again});
  EXPECT_EQ(WhyNotMoved(), "done");
  EXPECT_EQ(Open().FindByCode(again.facts.code).value()->row, again);
}

// As a kill leaves it: some rows are there, and nothing says how many.
TEST_F(MoveTest, GoesOnInTheMiddleOfATable) {
  {
    auto move = RegisterMove::Begin(From(), To());
    ASSERT_TRUE(move && move->Fill(kQuiet));
  }
  uint64_t left = 0;
  {
    auto to = OpenDatabaseWith(To(), {}, SchemaMigrations());
    ASSERT_TRUE(to && (*to)->BeginWrite());
    const auto tables = RegisterTables();
    for (size_t i = tables.size(); i-- > 2;) {
      Execute((*to)->session(), StrCat("DELETE FROM ", tables[i].table));
    }
    Execute((*to)->session(), StrCat("DELETE FROM ", tables[1].table, " WHERE ",
                                     tables[1].columns[0], " > 700"));
    left = CountRows(**to);
    ASSERT_TRUE((*to)->Commit());
  }
  EXPECT_GT(left, 600u);
  EXPECT_LT(left, 800u);
  auto move = RegisterMove::Begin(From(), To());
  ASSERT_TRUE(move) << move.error().message;
  std::optional<uint64_t> first;
  ASSERT_TRUE(move->Fill([&](uint64_t done, uint64_t) {
    if (!first) first = done;
  }));
  ASSERT_TRUE(first);
  EXPECT_GT(*first, left) << "what was there was copied again";
  ASSERT_TRUE(move->Finish());
  ExpectMoved();
}

TEST_F(MoveTest, GoesOnWhereItWasInterruptedBetweenTheMarks) {
  {
    auto move = RegisterMove::Begin(From(), To());
    ASSERT_TRUE(move && move->Fill(kQuiet));
  }
  const std::string place =
      To().path() ? To().path()->filename().string() : To().url()->Name();
  {
    soci::session session(soci::sqlite3, "dbname=\"" + From().string() + "\"");
    Execute(session, "INSERT INTO meta VALUES ('moved_to', '" + place + "')");
  }
  EXPECT_THAT(WhyNotOpen(), HasSubstr("does not count yet"));
  EXPECT_EQ(WhyNotMoved(), "done");
  ExpectMoved();
}

TEST_F(MoveTest, OfWhatWasMovedAlreadyChangesNothing) {
  EXPECT_EQ(WhyNotMoved(), "done");
  EXPECT_EQ(WhyNotMoved(), "done");
  auto other = RegisterMove::Begin(From(), TestRegister(directory_ / "other.db"));
  EXPECT_THAT(WhyNot(other), HasSubstr(" already"));
  ExpectMoved();
  EXPECT_THAT(WhyNotMoved(), HasSubstr("is not what was moved there any more"));
}

TEST_F(MoveTest, NeverTouchesARegisterOfItsOwn) {
  {
    Register reg = Create();
    Add(reg, RowsNumbered(9'000, 1));
  }
  EXPECT_THAT(WhyNotMoved(), HasSubstr("has a register already"));
  Register reg = Open();
  EXPECT_EQ(Count(reg), 1u);
  EXPECT_TRUE(Register::Open(From()));
}

TEST_F(MoveTest, KilledAnywhereIsDoneByTheNext) {
  bool done = false;
  for (int round = 0; round < 60 && !done; ++round) {
    Child child([&](const Child::Say& say) -> std::string {
      say("begins");
      return WhyNotMoved();
    });
    ASSERT_EQ(child.Next(), "begins");
    ::poll(nullptr, 0, round * 5);
    child.Kill();
    if (To().path() && std::filesystem::exists(*To().path()) &&
        WhyNotOpen().find("is empty") != std::string::npos) {
      std::filesystem::remove(*To().path());  // as the message says
    }
    done = child.All() == "done";
    EXPECT_FALSE(Register::Open(From()).has_value() &&
                 Register::Open(To()).has_value());
  }
  EXPECT_EQ(WhyNotMoved(), "done");
  ExpectMoved();
}

TEST_F(MoveTest, CopiesToASqliteFile) {
  ASSERT_EQ(WhyNotMoved(), "done");
  Register reg = Open();
  const std::filesystem::path copy = directory_ / "copy.db";
  ASSERT_TRUE(reg.CopyTo(copy));
  auto copied = Register::Open(copy);
  ASSERT_TRUE(copied) << copied.error().message;
  EXPECT_EQ(Count(*copied), 1'203u);
  auto a = OpenDatabaseWith(To(), {}, SchemaMigrations());
  auto b = OpenDatabaseWith(copy, {}, SchemaMigrations());
  ASSERT_TRUE(a && b);
  EXPECT_TRUE(SameRows(**a, **b, kQuiet));
  {
    soci::session session(soci::sqlite3, "dbname=\"" + copy.string() + "\"");
    Execute(session, "UPDATE holds SET note = 'x'");
  }
  EXPECT_FALSE(SameRows(**a, **b, kQuiet));
}

// A column that a migration adds must be copied too.
TEST_F(MoveTest, KnowsEveryColumn) {
  soci::session session(soci::sqlite3, "dbname=\"" + From().string() + "\"");
  std::set<std::string> known = {"meta.name", "meta.value"};
  for (const TableColumns& table : RegisterTables()) {
    for (const std::string_view column : table.columns) {
      known.insert(StrCat(table.table, ".", column));
    }
  }
  std::set<std::string> there;
  std::string name;
  SqlStatement select(session,
                      "SELECT m.name || '.' || c.name FROM sqlite_master m,"
                      " pragma_table_info(m.name) c WHERE m.type = 'table'");
  select.Into(name);
  for (bool row = select.Run(); row; row = select.Next()) there.insert(name);
  EXPECT_EQ(known, there);
}

}  // namespace
}  // namespace certseal
