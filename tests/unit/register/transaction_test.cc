// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <poll.h>

#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

using TransactionTest = RegisterTest;

TEST_F(TransactionTest, LeavesNothingUnlessCommitted) {
  Register reg = Create();
  {
    auto transaction = reg.Begin();
    ASSERT_TRUE(transaction) << transaction.error().message;
    ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 10), 0));
    EXPECT_EQ(Count(reg), 10u);
  }
  EXPECT_EQ(Count(reg), 0u);
  EXPECT_EQ(RawText(Path(), "SELECT COUNT(*) FROM batches"), "0");

  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(0, 10), 0));
  const auto second = transaction->AddBatch(SomeBatch(), RowsNumbered(10, 10), 10);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_EQ(second->batch_id, 2);
  ASSERT_TRUE(transaction->Commit());
  Register other = Open();
  EXPECT_EQ(Count(other), 20u);
  EXPECT_EQ(RawText(Path(), "SELECT certificates FROM batches WHERE id = 2"), "10");
}

TEST_F(TransactionTest, KeepsNothingOfWhatFailedInTheMiddle) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 3));
  for (const bool collides : {true, false}) {
    auto transaction = reg.Begin();
    ASSERT_TRUE(transaction) << transaction.error().message;
    ASSERT_TRUE(transaction->AddBatch(SomeBatch(), RowsNumbered(20, 5), 20));
    std::vector<CertificateRow> rows = RowsNumbered(10, 5);
    if (collides) rows[4].identity = RowNumber(0).identity;
    if (!collides) rows[4].facts.code = RowNumber(0).facts.code;
    const auto added = transaction->AddBatch(SomeBatch(), rows, 30);
    EXPECT_EQ(added && added->collision, collides);
    const auto commit = transaction->Commit();
    ASSERT_FALSE(commit);
    EXPECT_EQ(commit.error().message,
              "the transaction on the register has ended already");
    EXPECT_FALSE(transaction->AddBatch(SomeBatch(), RowsNumbered(30, 1), 30));
    EXPECT_FALSE(transaction->DrawStatusSlots(1, SeededRandom(1)));
    EXPECT_EQ(Count(reg), 3u);
  }
}

TEST_F(TransactionTest, IsOneAtATime) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  const auto nested = reg.Begin();
  ASSERT_FALSE(nested);
  EXPECT_EQ(nested.error().message, Named(": a transaction is open already"));

  auto hasty = Register::Open(TestRegister(Path()),
                              {.busy_timeout = std::chrono::milliseconds(20)});
  ASSERT_TRUE(hasty) << hasty.error().message;
  EXPECT_EQ(Count(*hasty), 0u);
  const auto second = hasty->Begin();
  ASSERT_FALSE(second);
  EXPECT_EQ(
      second.error().message,
      Named(OnPostgres() ? " is in use by another program (canceling statement due to "
                           "lock timeout)"
                         : " is in use by another program (database is locked)"));
  ASSERT_TRUE(transaction->Commit());
  EXPECT_TRUE(hasty->Begin());
}

TEST_F(TransactionTest, MayMove) {
  Register reg = Create();
  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction) << transaction.error().message;
  Transaction moved = std::move(*transaction);
  Register elsewhere = std::move(reg);
  ASSERT_TRUE(moved.AddBatch(SomeBatch(), RowsNumbered(0, 2), 0));
  EXPECT_FALSE(transaction->Commit());
  ASSERT_TRUE(moved.Commit());
  EXPECT_EQ(Count(elsewhere), 2u);
}

// More than the page cache holds, so that part of it has reached the file.
std::vector<CertificateRow> BulkyRows(uint32_t first) {
  std::vector<CertificateRow> rows = RowsNumbered(first, 400);
  for (CertificateRow& row : rows) {
    row.page = std::string(CertificateRow::kMaxPageBytes, 'p');
  }
  return rows;
}

TEST_F(TransactionTest, KilledHalfWayLeavesNothing) {
  {
    Register reg = Create();
    Add(reg, RowsNumbered(0, 3));
  }
  const auto size = OnPostgres() ? 0 : fs::file_size(Path());
  Child child([&](const Child::Say& say) -> std::string {
    Register reg = Open();
    auto transaction = reg.Begin();
    if (!transaction->AddBatch(SomeBatch(), BulkyRows(10), 10)) return "failed";
    say("added");
    for (;;) ::pause();
  });
  ASSERT_EQ(child.Next(), "added");
  if (!OnPostgres()) {
    EXPECT_GT(fs::file_size(Path()), size);
  }
  child.Kill();
  if (!OnPostgres()) {
    EXPECT_TRUE(fs::exists(Path().string() + "-journal"));
  }

  Register reg = Open();
  EXPECT_EQ(Count(reg), 3u);
  if (!OnPostgres()) {
    EXPECT_EQ(fs::file_size(Path()), size);
  }
  EXPECT_TRUE(IsIntact(Path()));
  Add(reg, RowsNumbered(10, 3));
  EXPECT_EQ(Count(reg), 6u);
}

TEST_F(TransactionTest, KilledAnywhereLeavesWholeBatches) {
  { Register reg = Create(); }
  uint32_t next = 0;
  for (int round = 0; round < 15; ++round) {
    Child child([&](const Child::Say& say) -> std::string {
      Register reg = Open();
      for (uint32_t n = next;; n += 7) {
        if (!AddBatch(reg, SomeBatch(), RowsNumbered(n, 7))) return "failed";
        say(".");
      }
    });
    const std::string said = child.Next();
    ::poll(nullptr, 0, round * 2);
    child.Kill();
    EXPECT_THAT(said + child.All(), testing::Not(HasSubstr("failed")));
    Register reg = Open();
    const uint64_t count = Count(reg);
    EXPECT_EQ(count % 7, 0u);
    EXPECT_GE(count, next + 7);
    next = static_cast<uint32_t>(count);
  }
  EXPECT_TRUE(IsIntact(Path()));
}

// Issues numbers 0 to 39 as an administrator's program would; gives how many were new.
std::string IssueAll(Register reg, uint64_t seed) {
  int issued = 0;
  const Random random = SeededRandom(seed);
  for (uint32_t n = 0; n < 40; ++n) {
    auto transaction = reg.Begin();
    if (!transaction) return transaction.error().message;
    CertificateRow row = RowNumber(n);
    row.facts.code = CertificateCode::Generate(random);
    const auto slots = transaction->DrawStatusSlots(1, random);
    if (!slots) return slots.error().message;
    row.status = slots->front();
    const auto added =
        transaction->AddBatch(SomeBatch(), std::span(&row, 1), FreeLogIndex(reg));
    if (!added) return added.error().message;
    if (added->collision) continue;
    const auto committed = transaction->Commit();
    if (!committed) return committed.error().message;
    ++issued;
  }
  return std::to_string(issued);
}

TEST_F(TransactionTest, TwoProgramsAtOnceIssueNothingTwice) {
  { Register reg = Create(); }
  Child first([&](const Child::Say&) { return IssueAll(Open(), 1); });
  Child second([&](const Child::Say&) { return IssueAll(Open(), 2); });
  const std::string a = first.All();
  const std::string b = second.All();
  ASSERT_EQ((a + b).find_first_not_of("0123456789"), std::string::npos)
      << a << ", " << b;
  EXPECT_EQ(std::stoi(a) + std::stoi(b), 40);
  Register reg = Open();
  EXPECT_EQ(Count(reg), 40u);
  EXPECT_TRUE(IsIntact(Path()));
}

}  // namespace
}  // namespace certseal
