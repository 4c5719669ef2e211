// SPDX-License-Identifier: Apache-2.0
#include "register/schema.h"

#include <gmock/gmock.h>

#include <deque>

#include "base/file.h"
#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::AnyOf;
using ::testing::HasSubstr;

constexpr std::string_view kAddNote[] = {
    "ALTER TABLE certificates ADD COLUMN note TEXT NOT NULL DEFAULT 'none'",
    "UPDATE certificates SET note = course_code"};
constexpr std::string_view kAddThenFail[] = {
    "ALTER TABLE certificates ADD COLUMN note TEXT NOT NULL DEFAULT 'none'",
    "UPDATE certificates SET no_such_column = 1"};
constexpr std::string_view kAddTable[] = {
    "CREATE TABLE extra (id INTEGER PRIMARY KEY)"};

class SchemaTest : public RegisterTest {
 protected:
  static std::vector<Migration> Extended(
      std::initializer_list<std::span<const std::string_view>> more) {
    const auto base = SchemaMigrations();
    std::vector<Migration> all(base.begin(), base.end());
    for (const auto& statements : more) all.push_back({statements});
    return all;
  }
  std::string WhyNotOpenWith(const std::vector<Migration>& migrations) {
    const auto opened =
        OpenRegisterWith(TestRegister(Path()), {.program = "certseal 9.9"}, migrations);
    return opened ? "opened" : opened.error().message;
  }
  std::string Version() {
    return RawText(Path(), "SELECT value FROM meta WHERE name = 'schema_version'");
  }
  std::string Writer() {
    return RawText(Path(), "SELECT value FROM meta WHERE name = 'written_by'");
  }
};

TEST_F(SchemaTest, MigratesForwardAndKeepsWhatThereIs) {
  {
    Register reg = Create();
    Add(reg, RowsNumbered(0, 3));
  }
  const std::string base = Version();
  const auto migrations = Extended({kAddNote, kAddTable});
  ASSERT_EQ(WhyNotOpenWith(migrations), "opened");
  EXPECT_EQ(Version(), std::to_string(std::stoi(base) + 2));
  EXPECT_EQ(Writer(), "certseal 9.9");
  EXPECT_EQ(RawText(Path(), "SELECT note FROM certificates WHERE id = 2"), "BDF-201");
  EXPECT_EQ(RawText(Path(), "SELECT COUNT(*) FROM extra"), "0");
  EXPECT_EQ(WhyNotOpenWith(migrations), "opened");

  auto reg = OpenRegisterWith(TestRegister(Path()), {}, migrations);
  ASSERT_TRUE(reg) << reg.error().message;
  EXPECT_EQ((*reg->FindByCode(RowNumber(1).facts.code))->row, RowNumber(1));
}

TEST_F(SchemaTest, MigratesFromAnyEarlierVersion) {
  const auto migrations = Extended({kAddNote, kAddTable});
  for (size_t from = 0; from < migrations.size(); ++from) {
    const fs::path path = directory_ / std::to_string(from);
    const std::span<const Migration> older(migrations.data(), from);
    ASSERT_TRUE(CreateRegisterWith(TestRegister(path), {}, older)) << from;
    const auto opened = OpenRegisterWith(TestRegister(path), {}, migrations);
    ASSERT_TRUE(opened) << opened.error().message;
    EXPECT_EQ(RawText(path, "SELECT value FROM meta WHERE name = 'schema_version'"),
              std::to_string(migrations.size()));
  }
}

// What the first version issued, as RowNumber makes it.
std::vector<CertificateRow> RowsOfVersion1() {
  std::vector<CertificateRow> rows = RowsNumbered(0, 5);
  rows[1].facts.expires = Day("2028-03-14");
  rows[1].facts.holder_name = "Graduate 1, O'Neill \xc3\xa9";
  return rows;
}

TEST_F(SchemaTest, BringsARegisterOfTheFirstVersionForward) {
  SKIP_ON_POSTGRES();
  const auto script = ReadFile(
      CERTSEAL_SOURCE_DIR "/tests/vectors/fixtures/register-v1.db.sql", 100'000);
  ASSERT_TRUE(script) << script.error().message;
  RunScript(Path(), *script);
  ASSERT_EQ(Version(), "1");
  Register reg = Open();
  EXPECT_EQ(Version(), std::to_string(SchemaMigrations().size()));
  EXPECT_EQ(RawText(Path(), "PRAGMA integrity_check"), "ok");
  std::vector<CertificateCode> codes;
  for (const CertificateRow& row : RowsOfVersion1()) {
    const auto found = reg.FindByCode(row.facts.code);
    ASSERT_TRUE(found && *found);
    EXPECT_EQ((*found)->row, row);
    EXPECT_EQ((*found)->log_index, std::nullopt);
    EXPECT_FALSE(reg.History(row.facts.code).value().erased);
    codes.push_back(row.facts.code);
  }
  EXPECT_EQ(reg.LogSize().value(), 0u);
  EXPECT_EQ(reg.CodesWithoutLogIndex().value(), codes);
  EXPECT_TRUE(reg.LoggedFrom(0, 9).value().empty());

  auto transaction = reg.Begin();
  ASSERT_TRUE(transaction && transaction->SetLogIndex(codes, 1) &&
              transaction->AddBatch(SomeBatch(), RowsNumbered(10, 2), 6));
  const CertificateEvent event{codes[2],    StatusChange::kRevoked,
                               SystemNow(), StatusReason::kIssuedInError,
                               {},          8};
  ASSERT_TRUE(transaction->AddEvents(std::span(&event, 1)) &&
              transaction->Erase(codes[0], SystemNow()) && transaction->Commit());
  EXPECT_TRUE(reg.CodesWithoutLogIndex().value().empty());
  EXPECT_EQ(reg.CodeAt(3).value(), codes[2]);
  EXPECT_EQ(reg.LoggedFrom(0, 9).value().size(), 7u);
  EXPECT_EQ(reg.Summary(Day("2026-04-01")).value(),
            (RegisterSummary{.active = 6, .revoked = 1}));
}

TEST_F(SchemaTest, AFailedMigrationChangesNothing) {
  {
    Register reg = Create();
    Add(reg, RowsNumbered(0, 3));
  }
  const auto bytes = [&] {
    return OnPostgres() ? "" : ReadFile(Path(), 10'000'000).value();
  };
  const std::string before = bytes();
  const std::string why = WhyNotOpenWith(Extended({kAddTable, kAddThenFail}));
  EXPECT_THAT(why, HasSubstr("bringing the register from schema 2 to 4: "));
  EXPECT_THAT(why, AnyOf(HasSubstr("no such column: no_such_column"),
                         HasSubstr("column \"no_such_column\" of relation")));
  EXPECT_EQ(bytes(), before);
  Register reg = Open();
  EXPECT_EQ(Count(reg), 3u);
}

TEST_F(SchemaTest, ManyProgramsMayMigrateAtOnce) {
  { Register reg = Create(); }
  const auto migrations = Extended({kAddNote, kAddTable});
  std::deque<Child> children;
  for (int i = 0; i < 6; ++i) {
    children.emplace_back(
        [&](const Child::Say&) { return WhyNotOpenWith(migrations); });
  }
  for (Child& child : children) EXPECT_EQ(child.All(), "opened");
}

TEST_F(SchemaTest, SaysWhoWroteANewerRegister) {
  { Register reg = Create(); }
  ASSERT_EQ(WhyNotOpenWith(Extended({kAddNote})), "opened");
  EXPECT_EQ(WhyNotOpen(),
            Named(" was written by \"certseal 9.9\" (schema 3; this program "
                  "knows 2)"));
}

TEST_F(SchemaTest, ANewerRegisterWithHostileWritersNameStaysReadable) {
  { Register reg = Create(); }
  Raw(Path(), "UPDATE meta SET value = '99' WHERE name = 'schema_version'");
  Raw(Path(), "UPDATE meta SET value = '\x1b' || '[2J' WHERE name = 'written_by'");
  EXPECT_THAT(WhyNotOpen(), HasSubstr(R"(was written by "\u{1b}[2J")"));
}

TEST_F(SchemaTest, RefusesWhatIsNoRegisterAndLeavesIt) {
  SKIP_ON_POSTGRES();
  EXPECT_EQ(WhyNotOpen(), "there is no register " + Named(""));
  EXPECT_FALSE(fs::exists(Path()));

  const std::string text = "Name;Course\nZoë;BDF-201\n" + std::string(5'000, ' ');
  ASSERT_TRUE(CreateFileDurably(Path(), text, Permissions::kPrivate));
  EXPECT_EQ(WhyNotOpen(), Named(" is not a certseal register"));
  EXPECT_EQ(ReadFile(Path(), 10'000).value(), text);

  fs::remove(Path());
  Raw(Path(), "CREATE TABLE certificates (id INTEGER PRIMARY KEY)");
  Raw(Path(), "PRAGMA journal_mode = WAL");
  const std::string other = ReadFile(Path(), 1'000'000).value();
  EXPECT_EQ(WhyNotOpen(), Named(" is not a certseal register"));
  EXPECT_EQ(ReadFile(Path(), 1'000'000).value(), other);

  fs::remove(Path());
  fs::create_directory(Path());
  EXPECT_EQ(WhyNotOpen(), Named(" is not a file"));
}

TEST_F(SchemaTest, TellsAnInterruptedBeginning) {
  SKIP_ON_POSTGRES();
  ASSERT_TRUE(CreateFileDurably(Path(), "", Permissions::kPrivate));
  EXPECT_EQ(WhyNotOpen(),
            Named(" is empty: making it was interrupted, nothing was issued"));
}

TEST_F(SchemaTest, AFailedCreationLeavesNoFile) {
  SKIP_ON_POSTGRES();
  const auto created = CreateRegisterWith(Path(), {}, Extended({kAddThenFail}));
  ASSERT_FALSE(created);
  EXPECT_THAT(created.error().message, HasSubstr("no such column"));
  EXPECT_TRUE(fs::is_empty(directory_));
}

TEST_F(SchemaTest, NoticesAMissingVersion) {
  { Register reg = Create(); }
  Raw(Path(), "DELETE FROM meta");
  EXPECT_EQ(WhyNotOpen(), Named(" is damaged: its schema version is \"missing\""));
  Raw(Path(), "DROP TABLE meta");
  EXPECT_THAT(WhyNotOpen(), AnyOf(HasSubstr("no such table: meta"),
                                  HasSubstr("\"meta\" does not exist")));
}

TEST_F(SchemaTest, HasAnIndexForEveryFilter) {
  SKIP_ON_POSTGRES();
  Register reg = Create();
  const auto plan = [&](const std::string& where) {
    soci::session session(soci::sqlite3, "dbname=\"" + Path().string() + "\"");
    std::string detail;
    int skip = 0;
    SqlStatement(session,
                 "EXPLAIN QUERY PLAN SELECT id FROM certificates WHERE " + where)
        .Into(skip)
        .Into(skip)
        .Into(skip)
        .Into(detail)
        .Run();
    return detail;
  };
  for (const char* where : {"code = 'x'", "course_code = 'x'", "completed > 'x'",
                            "issued > 1", "state = 'revoked'", "batch_id = 1",
                            "status_block = 1 AND status_index = 2", "log_index = 3"}) {
    EXPECT_THAT(plan(where), HasSubstr("USING")) << where;
  }
}

}  // namespace
}  // namespace certseal
