// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "register/schema.h"
#include "register/sqlite.h"
#include "unit/register/fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class FailureTest : public RegisterTest {
 protected:
  FailureTest() {
    Register reg = Create();
    Add(reg, RowsNumbered(0, 3));
  }
  std::string WhyNotAdded(Register& reg, uint32_t count) {
    const auto added = AddBatch(reg, SomeBatch(), RowsNumbered(100, count));
    return added ? "added" : added.error().message;
  }
  void ExpectAsBefore() {
    Register reg = Open();
    EXPECT_EQ(Count(reg), 3u);
    EXPECT_EQ(RawText(Path(), "PRAGMA integrity_check"), "ok");
    EXPECT_EQ(WhyNotAdded(reg, 10), "added");
  }
  void Overwrite(std::streamoff from, std::streamoff to, char byte) {
    std::fstream file(Path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(from);
    for (; from < to; ++from) file.put(byte);
    ASSERT_TRUE(file.flush());
  }
};

TEST_F(FailureTest, AnIoErrorInTheMiddleLeavesTheRegisterAsItWas) {
  SKIP_ON_POSTGRES();
  const rlim_t size = fs::file_size(Path());
  for (const rlim_t limit : {size / 8, size - 4096, size, size + 4096, size * 2}) {
    Child child([&](const Child::Say&) {
      Register reg = Open();
      LimitFileSize(limit);
      const std::string why = WhyNotAdded(reg, 2'000);
      LimitFileSize(RLIM_INFINITY);
      return why + "; then " + std::to_string(Count(reg));
    });
    const std::string said = child.All();
    EXPECT_THAT(said,
                StartsWith(Named(" could not be read or written: disk I/O error")))
        << limit;
    EXPECT_THAT(said, testing::EndsWith("; then 3")) << limit;
  }
  ExpectAsBefore();
}

TEST_F(FailureTest, AFullDiskIsSaidAndLeavesTheRegisterAsItWas) {
  SKIP_ON_POSTGRES();
  auto database = OpenSqlite(Path(), std::chrono::milliseconds(100));
  ASSERT_TRUE(database) << database.error().message;
  Execute((*database)->session(), "PRAGMA max_page_count = 60");
  Register reg = MakeRegister(std::move(*database));
  EXPECT_EQ(WhyNotAdded(reg, 2'000),
            Named(": there is no room left: database or disk is full"));
  EXPECT_EQ(Count(reg), 3u);
  EXPECT_EQ(WhyNotAdded(reg, 1), "added");
  Register other = Open();
  EXPECT_EQ(Count(other), 4u);
}

TEST_F(FailureTest, AReadOnlyRegisterAnswersButTakesNothing) {
  SKIP_ON_POSTGRES();
  fs::permissions(Path(), fs::perms(0444));
  fs::permissions(directory_, fs::perms(0555));
  Child child([&](const Child::Say&) -> std::string {
    constexpr uid_t kNobody = 65'534;
    if (::geteuid() == 0 && ::setresuid(kNobody, kNobody, kNobody) != 0) return "root";
    auto reg = Register::Open(Path());
    if (!reg) return reg.error().message;
    return std::to_string(Count(*reg)) + " " + WhyNotAdded(*reg, 1);
  });
  EXPECT_EQ(child.All(),
            "3 " + Named(" may not be written (attempt to write a readonly "
                         "database)"));
  fs::permissions(directory_, fs::perms(0755));
  fs::permissions(Path(), fs::perms(0600));
}

TEST_F(FailureTest, AnUnreadableRegisterIsSaid) {
  SKIP_ON_POSTGRES();
  fs::permissions(Path(), fs::perms(0000));
  Child child([&](const Child::Say&) -> std::string {
    constexpr uid_t kNobody = 65'534;
    if (::geteuid() == 0 && ::setresuid(kNobody, kNobody, kNobody) != 0) return "root";
    return WhyNotOpen();
  });
  EXPECT_THAT(child.All(), StartsWith(Named(" cannot be opened: ")));
}

TEST_F(FailureTest, DamageIsSaid) {
  SKIP_ON_POSTGRES();
  const auto size = static_cast<std::streamoff>(fs::file_size(Path()));
  Overwrite(4096, size, 'x');
  EXPECT_THAT(WhyNotOpen(), StartsWith(Named(" is damaged: ")));
  fs::resize_file(Path(), 4096 * 3);
  EXPECT_THAT(WhyNotOpen(), StartsWith(Named(" is damaged: ")));
}

TEST_F(FailureTest, NoDamageEndsTheProgram) {
  SKIP_ON_POSTGRES();
  const std::string whole = [&] {
    std::ifstream file(Path(), std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(file), {});
  }();
  for (size_t at = 100; at < whole.size(); at += 997) {
    std::string spoiled = whole;
    spoiled.replace(at, 16, std::string(16, static_cast<char>(at)));
    std::ofstream(Path(), std::ios::binary) << spoiled;
    auto reg = Register::Open(Path());
    if (!reg) continue;
    const auto found = reg->FindByCode(RowNumber(1).facts.code);
    if (found && *found) {
      EXPECT_EQ((*found)->row.record, RowNumber(1).record);
    }
    const auto searched = reg->Search({.today = Day("2026-04-01"), .text = "graduate"},
                                      [](const ListedCertificate&) { return true; });
    EXPECT_LE(searched.value_or(0), 3u);
  }
}

TEST_F(FailureTest, AChangedRecordIsNeverGivenOut) {
  Raw(Path(), "UPDATE documents SET record = record || ' ' WHERE certificate_id = 2");
  Register reg = Open();
  EXPECT_TRUE(reg.FindByCode(RowNumber(0).facts.code));
  const auto found = reg.FindByCode(RowNumber(1).facts.code);
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().message,
            Named(" is damaged: certificate \"" + RowNumber(1).facts.code.compact() +
                  "\" has a record other than the one that was issued"));
}

TEST_F(FailureTest, AReadersLockMakesACommitFailWhole) {
  SKIP_ON_POSTGRES();
  soci::session reader(soci::sqlite3, "dbname=\"" + Path().string() + "\"");
  int id = 0;
  Execute(reader, "BEGIN");
  SqlStatement(reader, "SELECT id FROM certificates").Into(id).Run();
  auto reg = Register::Open(Path(), {.busy_timeout = std::chrono::milliseconds(20)});
  ASSERT_TRUE(reg) << reg.error().message;
  EXPECT_THAT(WhyNotAdded(*reg, 5), HasSubstr("is in use by another program"));
  Execute(reader, "COMMIT");
  ExpectAsBefore();
}

TEST_F(FailureTest, WritesInTheModeThatSurvivesPowerCuts) {
  SKIP_ON_POSTGRES();
  Raw(Path(), "PRAGMA journal_mode = WAL");
  auto database = OpenSqlite(Path(), std::chrono::milliseconds(100));
  ASSERT_TRUE(database) << database.error().message;
  const auto setting = [&](const std::string& name) {
    std::string value;
    SqlStatement((*database)->session(), "PRAGMA " + name).Into(value).Run();
    return value;
  };
  EXPECT_EQ(setting("journal_mode"), "delete");
  EXPECT_EQ(setting("synchronous"), "3");  // EXTRA
  EXPECT_EQ(setting("foreign_keys"), "1");
  EXPECT_EQ(setting("secure_delete"), "1");
  EXPECT_EQ(setting("busy_timeout"), "100");
}

TEST_F(FailureTest, ErrorsCarryNoValues) {
  SKIP_ON_POSTGRES();
  auto database = OpenSqlite(Path(), std::chrono::milliseconds(100));
  ASSERT_TRUE(database) << database.error().message;
  const std::string secret = "Zoë Ångström";
  const auto failed = (*database)->Guarded([&]() -> Result<void> {
    SqlStatement((*database)->session(),
                 "INSERT INTO meta VALUES ('schema_version', :v)")
        .Use(secret)
        .Run();
    return {};
  });
  ASSERT_FALSE(failed);
  EXPECT_EQ(failed.error().message, Named(": UNIQUE constraint failed: meta.name"));
}

}  // namespace
}  // namespace certseal
