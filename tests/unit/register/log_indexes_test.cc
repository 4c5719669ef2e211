// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LogIndexesTest : public LogTest {
 protected:
  std::string WhyNotAdded(uint32_t first, uint32_t count, uint64_t log_index) {
    return Why([&](Transaction& t) -> Result<void> {
      TRY(t.AddBatch(SomeBatch(), RowsNumbered(first, count), log_index));
      return {};
    });
  }
  std::string WhyNotSet(const std::vector<CertificateCode>& codes, uint64_t log_index) {
    return Why([&](Transaction& t) { return t.SetLogIndex(codes, log_index); });
  }
  void Revoke(uint32_t n, uint64_t log_index) {
    const CertificateEvent event{Code(n), StatusChange::kRevoked,
                                 At(3),   StatusReason::kIssuedInError,
                                 {},      log_index};
    ASSERT_EQ(Why([&](Transaction& t) { return t.AddEvents(std::span(&event, 1)); }),
              "");
  }
  std::vector<std::pair<uint64_t, CertificateCode>> LoggedFrom(uint64_t log_index,
                                                               size_t limit) {
    std::vector<std::pair<uint64_t, CertificateCode>> logged;
    const auto found = register_.LoggedFrom(log_index, limit).value();
    for (const auto& each : found) logged.emplace_back(each.log_index, each.code);
    return logged;
  }
};

TEST_F(LogIndexesTest, ABatchHasThemInItsOrder) {
  ASSERT_EQ(WhyNotAdded(10, 3, 7), "");
  for (uint32_t i = 0; i < 3; ++i) {
    EXPECT_EQ(register_.CodeAt(7 + i).value(), Code(10 + i));
    EXPECT_EQ(register_.FindByCode(Code(10 + i)).value()->log_index, 7 + i);
  }
  EXPECT_EQ(register_.CodeAt(4).value(), Code(4));
  for (const uint64_t none : {uint64_t{5}, uint64_t{6}, uint64_t{10}, UINT64_MAX}) {
    EXPECT_EQ(register_.CodeAt(none).value(), std::nullopt) << none;
  }
}

TEST_F(LogIndexesTest, CodesOfSeveralComeInTheOrderAskedFor) {
  ASSERT_EQ(WhyNotAdded(10, 600, 100), "");
  std::vector<uint64_t> indexes;
  std::vector<std::optional<CertificateCode>> codes;
  for (uint32_t i = 600; i-- > 0;) {
    indexes.push_back(100 + i);
    codes.emplace_back(Code(10 + i));
  }
  indexes[299] = 50;  // nothing is there
  codes[299].reset();
  indexes.insert(indexes.end(), {indexes.front(), UINT64_MAX});
  codes.insert(codes.end(), {codes.front(), std::nullopt});
  EXPECT_EQ(register_.CodesAt(indexes).value(), codes);
  EXPECT_THAT(register_.CodesAt({}).value(), IsEmpty());
}

TEST_F(LogIndexesTest, ABatchTakesNoneThatIsTaken) {
  Revoke(1, 12);
  EXPECT_EQ(WhyNotAdded(10, 3, 4), "log index 4 is taken already");
  EXPECT_EQ(WhyNotAdded(10, 3, 10), "log index 12 is taken already");
  EXPECT_EQ(WhyNotAdded(10, 1, UINT64_MAX),
            "there is no log index 18446744073709551615"
            " with 0 more");
  EXPECT_EQ(WhyNotAdded(10, 3, (uint64_t{1} << 48) - 2),
            "there is no log index 281474976710654 with 2 more");
  EXPECT_EQ(Count(register_), 5u);
  EXPECT_EQ(WhyNotAdded(10, 3, 9), "");
  EXPECT_EQ(WhyNotAdded(20, 0, UINT64_MAX), "");
}

TEST_F(LogIndexesTest, CertificatesWithoutOneGetThemInTheOrderOfIssue) {
  EXPECT_THAT(register_.CodesWithoutLogIndex().value(), IsEmpty());
  Raw(Path(), "UPDATE certificates SET log_index = NULL WHERE id <> 3");
  ASSERT_THAT(register_.CodesWithoutLogIndex().value(),
              ElementsAre(Code(0), Code(1), Code(3), Code(4)));
  ASSERT_EQ(WhyNotSet({Code(0), Code(1)}, 3), "");
  EXPECT_THAT(register_.CodesWithoutLogIndex().value(), ElementsAre(Code(3), Code(4)));
  ASSERT_EQ(WhyNotSet({Code(3), Code(4)}, 5), "");
  EXPECT_THAT(register_.CodesWithoutLogIndex().value(), IsEmpty());
  EXPECT_THAT(LoggedFrom(0, 9),
              ElementsAre(std::pair(2u, Code(2)), std::pair(3u, Code(0)),
                          std::pair(4u, Code(1)), std::pair(5u, Code(3)),
                          std::pair(6u, Code(4))));
  EXPECT_EQ(WhyNotSet({}, 0), "");
}

TEST_F(LogIndexesTest, NoCertificateGetsASecondOne) {
  Raw(Path(), "UPDATE certificates SET log_index = NULL WHERE id > 2");
  const auto refused = [&](uint32_t n) {
    return "certificate " + Printed(n) + " is not the next without an entry in the log";
  };
  EXPECT_EQ(WhyNotSet({Code(0)}, 10), refused(0));
  EXPECT_EQ(WhyNotSet({Code(3)}, 10), refused(3));
  EXPECT_EQ(WhyNotSet({Code(2), Code(4), Code(3)}, 10), refused(4));
  EXPECT_EQ(WhyNotSet({Code(2), Code(2)}, 10), refused(2));
  EXPECT_EQ(WhyNotSet({Code(2), Code(3), Code(4), Code(9)}, 10), refused(9));
  EXPECT_EQ(WhyNotSet({Code(2)}, 1), "log index 1 is taken already");
  EXPECT_THAT(register_.CodesWithoutLogIndex().value(), SizeIs(3));
}

TEST_F(LogIndexesTest, LoggedFromGivesPieces) {
  ASSERT_EQ(WhyNotAdded(10, 2, 8), "");
  ASSERT_EQ(Why([&](Transaction& t) { return t.Erase(Code(4), At(1)); }), "");
  EXPECT_THAT(LoggedFrom(3, 3),
              ElementsAre(std::pair(3u, Code(3)), std::pair(4u, Code(4)),
                          std::pair(8u, Code(10))));
  EXPECT_THAT(LoggedFrom(9, SIZE_MAX), ElementsAre(std::pair(9u, Code(11))));
  EXPECT_THAT(LoggedFrom(10, 5), IsEmpty());
  EXPECT_THAT(LoggedFrom(UINT64_MAX, 5), IsEmpty());
  EXPECT_THAT(LoggedFrom(0, 0), IsEmpty());
  const auto logged = register_.LoggedFrom(3, 2).value();
  EXPECT_FALSE(logged[0].erased);
  EXPECT_TRUE(logged[1].erased);
}

TEST_F(LogIndexesTest, ChangedFromNamesEachOnce) {
  const auto changed = [&](uint64_t from) {
    return register_.ChangedFrom(from).value();
  };
  EXPECT_THAT(changed(0), IsEmpty());
  const auto event = [](uint32_t n, StatusChange change, uint64_t log_index) {
    return CertificateEvent{Code(n), change,   At(1), StatusReason::kDocumentMisused,
                            {},      log_index};
  };
  const std::vector<CertificateEvent> events = {
      event(3, StatusChange::kSuspended, 10), event(1, StatusChange::kSuspended, 11),
      event(3, StatusChange::kReinstated, 12), event(1, StatusChange::kRevoked, 13)};
  ASSERT_EQ(Why([&](Transaction& t) { return t.AddEvents(events); }), "");
  EXPECT_THAT(changed(0), ElementsAre(Code(3), Code(1)));
  EXPECT_THAT(changed(11), ElementsAre(Code(1), Code(3)));
  EXPECT_THAT(changed(13), ElementsAre(Code(1)));
  EXPECT_THAT(changed(14), IsEmpty());
  EXPECT_THAT(changed(UINT64_MAX), IsEmpty());
}

TEST_F(LogIndexesTest, SeesWhatAnOpenTransactionWrote) {
  Register other = Open();
  auto transaction = register_.Begin();
  ASSERT_TRUE(transaction &&
              transaction->AddBatch(SomeBatch(), RowsNumbered(10, 1), 5));
  EXPECT_EQ(register_.CodeAt(5).value(), Code(10));
  EXPECT_THAT(LoggedFrom(5, 9), SizeIs(1));
  EXPECT_EQ(other.CodeAt(5).value(), std::nullopt);
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(other.CodeAt(5).value(), Code(10));
}

TEST_F(LogIndexesTest, AreAskedForThroughIndexes) {
  SKIP_ON_POSTGRES();
  const auto plan = [&](const std::string& sql) {
    soci::session session(soci::sqlite3, "dbname=\"" + Path().string() + "\"");
    std::string detail, all;
    int skip = 0;
    SqlStatement select(session, "EXPLAIN QUERY PLAN " + sql);
    select.Into(skip).Into(skip).Into(skip).Into(detail);
    for (bool row = select.Run(); row; row = select.Next()) all += detail + "\n";
    return all;
  };
  const std::string certificates = "SELECT code FROM certificates WHERE ";
  EXPECT_THAT(plan(certificates + "log_index IS NULL ORDER BY id LIMIT 5"),
              testing::AllOf(HasSubstr("SEARCH certificates USING INDEX"),
                             testing::Not(HasSubstr("TEMP B-TREE"))));
  EXPECT_THAT(plan(certificates + "log_index >= 5 ORDER BY log_index LIMIT 5"),
              testing::AllOf(HasSubstr("SEARCH certificates USING INDEX"),
                             testing::Not(HasSubstr("TEMP B-TREE"))));
  EXPECT_THAT(plan("SELECT COALESCE(c.code, '') FROM events e LEFT JOIN certificates c"
                   " ON c.id = e.certificate_id WHERE e.log_index >= 5"
                   " ORDER BY e.log_index"),
              testing::AllOf(HasSubstr("SEARCH e USING INDEX"),
                             testing::Not(HasSubstr("TEMP B-TREE"))));
  EXPECT_THAT(plan("SELECT status_index FROM certificates WHERE status_block = 1"
                   " AND state = 'revoked' AND state <> 'active'"),
              HasSubstr("USING COVERING INDEX certificates_changed (status_block=? AND"
                        " state=?)"));
}

}  // namespace
}  // namespace certseal
