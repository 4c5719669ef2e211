// SPDX-License-Identifier: Apache-2.0
#include "register/register.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "base/strings.h"
#include "unit/register/fixture.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST_F(RegisterTest, IsPrivateAndNeverMadeTwice) {
  SKIP_ON_POSTGRES();
  { Register reg = Create(); }
  struct stat status;
  ASSERT_EQ(::stat(Path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600u);

  const auto again = Register::Create(Path());
  ASSERT_FALSE(again);
  EXPECT_THAT(again.error().message, StartsWith("cannot create " + Named("")));
  Register reg = Open();
  EXPECT_EQ(Count(reg), 0u);
}

TEST_F(RegisterTest, LivesUnderAnyPathButOneWithAQuote) {
  SKIP_ON_POSTGRES();
  for (const char* name :
       {"with space.db", "a=b timeout=9.db", "q'uote.db", "dbname=x.db",
        "ä\xe2\x80\x8f.db", ":memory:", "file:x?mode=memory", "back\\slash.db",
        "-dash.db", "new\nline.db"}) {
    const fs::path path = directory_ / name;
    ASSERT_TRUE(Register::Create(path)) << name;
    EXPECT_GT(fs::file_size(path), 0u) << name;
    EXPECT_TRUE(Register::Open(path)) << name;
  }
  const auto quoted = Register::Create(directory_ / "a\"b.db");
  ASSERT_FALSE(quoted);
  EXPECT_THAT(quoted.error().message, HasSubstr("cannot be the path of a register"));
  EXPECT_FALSE(fs::exists(directory_ / "a\"b.db"));
}

TEST_F(RegisterTest, KeepsEveryFieldAsGiven) {
  Register reg = Create();
  std::vector<CertificateRow> rows = RowsNumbered(0, 2);
  const std::string hostile[] = {"'; DROP TABLE certificates; --",
                                 "\"quoted\" ''twice''",
                                 ":p0 :code ?1 $1 @x",
                                 "%_!\\",
                                 "=HYPERLINK(\"x\")",
                                 "a\tb\nc\rd\x01\x7f",
                                 "O\xe2\x80\x99"
                                 "Brien \xf0\x9f\x92\x89",
                                 "محمد بن عبدالله",
                                 "Zoë Ångström",
                                 "NULL",
                                 "0012345",
                                 "1e999",
                                 " spaces around ",
                                 std::string(4'000, 'x'),
                                 "{\"a\":\"\\u0000\"}"};
  CertificateRow& row = rows[1];
  row.facts.document_class = DocumentClass::kParticipation;
  row.facts.holder_name = hostile[0];
  row.facts.plain_name = hostile[1];
  row.facts.email = hostile[2];
  row.facts.licence = hostile[10];
  row.facts.licence_state = hostile[5];
  row.facts.profession = hostile[6];
  row.facts.course_code = hostile[3];
  row.facts.course_title = hostile[13];
  row.facts.completed = Day("0001-01-01");
  row.facts.issued = *Timestamp::ParseRfc3339("9999-12-31T23:59:59Z");
  row.facts.expires = Day("9999-12-31");
  row.status = {.block = 1'000'000, .index = 131'071};
  row.record = hostile[14] + hostile[7] + hostile[5];
  row.seal = hostile[11];
  row.page = hostile[9];
  row.template_name = hostile[4];
  row.roster_line = int64_t{1} << 40;
  rows.push_back(RowNumber(2));
  rows[2].facts.holder_name = hostile[8];
  rows[2].facts.email = "";
  rows[2].facts.profession = hostile[12];
  rows[2].page = "";
  Add(reg, rows);

  Register other = Open();
  for (const CertificateRow& expected : rows) {
    const auto found = other.FindByCode(expected.facts.code);
    ASSERT_TRUE(found) << found.error().message;
    ASSERT_TRUE(*found);
    EXPECT_EQ((*found)->row, expected);
    EXPECT_EQ((*found)->state, CertificateState::kActive);
    EXPECT_EQ((*found)->record_sha256, Sha256(expected.record));
    EXPECT_EQ((*found)->batch_id, 1);
    EXPECT_FALSE((*found)->erased);
  }
  const auto none = other.FindByCode(RowNumber(77).facts.code);
  ASSERT_TRUE(none);
  EXPECT_FALSE(*none);
}

TEST_F(RegisterTest, FindsManyInTheOrderOfTheirCodes) {
  Register reg = Create();
  Add(reg, {RowNumber(1), RowNumber(2), RowNumber(3)});
  const std::vector<CertificateCode> codes = {
      RowNumber(3).facts.code, RowNumber(77).facts.code, RowNumber(1).facts.code,
      RowNumber(3).facts.code};
  const auto found = reg.FindByCodes(codes);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 4u);
  EXPECT_EQ((*found)[0]->row, RowNumber(3));
  EXPECT_FALSE((*found)[1]);
  EXPECT_EQ((*found)[2]->row, RowNumber(1)) << "nothing is left of the row before";
  EXPECT_EQ((*found)[3]->row, RowNumber(3));
  EXPECT_TRUE(reg.FindByCodes({})->empty());
}

TEST_F(RegisterTest, RefusesFieldsThatBreakTheRules) {
  Register reg = Create();
  const auto why = [&](const std::function<void(CertificateRow&)>& spoil) {
    std::vector<CertificateRow> rows = RowsNumbered(0, 3);
    spoil(rows[1]);
    const auto added = AddBatch(reg, SomeBatch(), rows);
    return added ? "accepted" : added.error().message;
  };
  using Row = CertificateRow;
  EXPECT_EQ(why([](Row& r) { r.facts.holder_name = ""; }),
            "row 2: the holder's name is empty");
  EXPECT_EQ(why([](Row& r) { r.facts.email = std::string("a\0b", 3); }),
            "row 2: the e-mail holds a NUL byte");
  EXPECT_EQ(why([](Row& r) { r.facts.licence = "\xc3"; }),
            "row 2: the licence is not valid UTF-8");
  EXPECT_EQ(why([](Row& r) { r.page = "\xed\xa0\x80"; }),
            "row 2: the page is not valid UTF-8");
  EXPECT_EQ(why([](Row& r) { r.record = std::string(32 * 1024 + 1, 'r'); }),
            "row 2: the record has 32769 bytes, more than 32768");
  EXPECT_EQ(why([](Row& r) { r.record = ""; }), "row 2: the record is empty");
  EXPECT_EQ(why([](Row& r) { r.status.index = 131'072; }),
            "row 2: there is no place 131072 in status block 0");
  const Batch batch = {.source = "\xff", .source_sha256 = {}, .created = SystemNow()};
  EXPECT_FALSE(AddBatch(reg, batch, RowsNumbered(0, 1)));
  EXPECT_EQ(Count(reg), 0u);
}

TEST_F(RegisterTest, NamesTheCertificateThatAnAchievementHasAlready) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 5));
  std::vector<CertificateRow> rows = RowsNumbered(100, 4);
  rows[2].identity = RowNumber(3).identity;
  const auto added = AddBatch(reg, SomeBatch(), rows);
  ASSERT_TRUE(added) << added.error().message;
  EXPECT_EQ(added->collision, (Collision{2, RowNumber(3).facts.code}));
  EXPECT_EQ(Count(reg), 5u);

  rows[2].identity = rows[0].identity;
  const auto within = AddBatch(reg, SomeBatch(), rows);
  ASSERT_TRUE(within) << within.error().message;
  EXPECT_EQ(within->collision, (Collision{2, rows[0].facts.code}));
  EXPECT_EQ(Count(reg), 5u);
}

TEST_F(RegisterTest, RefusesACodeOrAPlaceTwice) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 2));
  std::vector<CertificateRow> rows = RowsNumbered(10, 2);
  rows[1].facts.code = RowNumber(1).facts.code;
  const auto code = AddBatch(reg, SomeBatch(), rows);
  ASSERT_FALSE(code);
  EXPECT_EQ(code.error().message,
            "row 2: its code or its place in the status lists is taken already");
  rows = RowsNumbered(10, 2);
  rows[1].status = rows[0].status;
  EXPECT_FALSE(AddBatch(reg, SomeBatch(), rows));
  EXPECT_EQ(Count(reg), 2u);
}

// More than one statement takes.
TEST_F(RegisterTest, KeepsEveryRowOfALargeBatch) {
  Register reg = Create();
  std::vector<CertificateRow> rows = RowsNumbered(0, 300);
  rows[100].facts.expires = Day("2027-03-14");
  Add(reg, rows);
  std::vector<CertificateCode> codes;
  for (const CertificateRow& row : rows) codes.push_back(row.facts.code);
  codes.push_back(codes.front());
  const auto found = Open().FindByCodes(codes);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 301u);
  for (size_t i = 0; i < rows.size(); ++i) {
    ASSERT_TRUE((*found)[i]) << i;
    EXPECT_EQ((*found)[i]->row, rows[i]);
    EXPECT_EQ((*found)[i]->log_index, i);
  }
  EXPECT_EQ((*found)[300]->row, rows[0]);
}

TEST_F(RegisterTest, NamesTheFirstRowOfALargeBatchThatCannotBeAdded) {
  Register reg = Create();
  Add(reg, RowsNumbered(0, 5));
  const auto outcome = [&](size_t same_identity, size_t same_code) {
    std::vector<CertificateRow> rows = RowsNumbered(100, 200);
    rows[same_identity].identity = RowNumber(3).identity;
    rows[same_code].facts.code = RowNumber(1).facts.code;
    const auto added = AddBatch(reg, SomeBatch(), rows);
    EXPECT_EQ(Count(reg), 5u);
    if (!added) return added.error().message;
    if (!added->collision) return std::string("added");
    EXPECT_EQ(added->collision->code, RowNumber(3).facts.code);
    return StrCat("row ", added->collision->row + 1, " collides");
  };
  const std::string refused =
      ": its code or its place in the status lists is taken already";
  EXPECT_EQ(outcome(150, 120), "row 121" + refused);
  EXPECT_EQ(outcome(120, 150), "row 121 collides");
  EXPECT_EQ(outcome(120, 120), "row 121" + refused);
  EXPECT_EQ(outcome(199, 0), "row 1" + refused);
  EXPECT_EQ(outcome(0, 199), "row 1 collides");
}

TEST_F(RegisterTest, FindsTheAchievementsOfMany) {
  Register reg = Create();
  const std::vector<CertificateRow> rows = RowsNumbered(0, 100);
  Add(reg, rows);
  std::vector<Achievement> wanted;
  for (size_t i = rows.size(); i-- > 0;) {
    const CertificateFacts& facts = rows[i].facts;
    wanted.push_back({facts.plain_name, facts.course_code, facts.completed});
  }
  wanted[7].course_code = "LAS-101";
  wanted.push_back(wanted[0]);
  const auto found = reg.FindSameAchievements(wanted);
  ASSERT_TRUE(found) << found.error().message;
  ASSERT_EQ(found->size(), 101u);
  for (size_t i = 0; i < found->size(); ++i) {
    ASSERT_EQ((*found)[i].size(), i == 7 ? 0u : 1u) << i;
    if (i == 7) continue;
    EXPECT_EQ((*found)[i][0].facts, rows[i == 100 ? 99 : 99 - i].facts) << i;
  }
  EXPECT_TRUE(reg.FindSameAchievements({})->empty());
}

TEST_F(RegisterTest, FindsTheSameAchievementUnderAnotherSpelling) {
  Register reg = Create();
  std::vector<CertificateRow> rows = RowsNumbered(0, 5);
  for (CertificateRow& row : rows) row.facts.plain_name = "Zoë  Ångström";
  rows[0].facts.holder_name = "Zoë Ångström, BSN, RN";
  rows[1].facts.course_code = "LAS-101";
  rows[2].facts.completed = Day("2026-03-15");
  rows[3].facts.plain_name = "ZOE ANGSTROM";
  rows[4].facts.plain_name = "Zoe Angstrom-Berg";
  Add(reg, rows);
  const auto same =
      reg.FindSameAchievement({"zoe ångstrom", "BDF-201", Day("2026-03-14")});
  ASSERT_TRUE(same) << same.error().message;
  ASSERT_EQ(same->size(), 2u);
  EXPECT_EQ((*same)[0].facts, rows[0].facts);
  EXPECT_EQ((*same)[1].facts, rows[3].facts);
}

TEST_F(RegisterTest, SummarizesByStanding) {
  Register reg = Create();
  std::vector<CertificateRow> rows = RowsNumbered(0, 4);
  rows[0].facts.expires = Day("2026-05-01");
  rows[1].facts.expires = Day("2026-05-02");
  Add(reg, rows);
  const auto on = [&](std::string_view day) { return reg.Summary(Day(day)).value(); };
  EXPECT_EQ(on("2026-04-30"), (RegisterSummary{.active = 4}));
  EXPECT_EQ(on("2026-05-01"), (RegisterSummary{.active = 3, .expired = 1}));
  EXPECT_EQ(on("2030-01-01"), (RegisterSummary{.active = 2, .expired = 2}));
}

TEST(StandingOn, LetsExpiryChangeOnlyWhatIsActive) {
  const Date expires = Day("2026-05-01");
  EXPECT_EQ(StandingOn(Day("2026-04-30"), CertificateState::kActive, expires),
            Standing::kActive);
  EXPECT_EQ(StandingOn(expires, CertificateState::kActive, expires),
            Standing::kExpired);
  EXPECT_EQ(StandingOn(expires, CertificateState::kActive, {}), Standing::kActive);
  EXPECT_EQ(StandingOn(expires, CertificateState::kRevoked, expires),
            Standing::kRevoked);
  EXPECT_EQ(StandingOn(expires, CertificateState::kSuspended, expires),
            Standing::kSuspended);
  EXPECT_EQ(ParseStanding("replaced"), Standing::kReplaced);
  EXPECT_EQ(ParseStanding("Replaced"), std::nullopt);
}

}  // namespace
}  // namespace certseal
