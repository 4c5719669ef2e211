// SPDX-License-Identifier: Apache-2.0
#include "register/sqlite.h"

#include <soci/sqlite3/soci-sqlite3.h>

#include <string_view>
#include <system_error>

#include "base/file.h"
#include "base/strings.h"
#include "register/soci.h"
#include "register/statement.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

// "csea": in the file's header (offset 68), where file(1) finds it too.
constexpr long long kApplicationId = 0x63736561;

// What SOCI says of NULL in a column that has none by the schema.
constexpr std::string_view kNullRead = "Null value fetched";

// SOCI puts the name of its function before the engine's words.
std::string EngineWords(const soci::soci_error& thrown) {
  const std::string message = thrown.get_error_message();
  constexpr std::string_view kPrefix = "sqlite3_statement_backend::";
  const size_t colon = message.find(": ");
  return message.starts_with(kPrefix) && colon != std::string::npos
             ? message.substr(colon + 2)
             : message;
}

Error ExplainCode(int primary_code, const std::string& name, const std::string& words) {
  switch (primary_code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {StrCat(name, " is in use by another program (", words, ")"),
              {"wait until it has finished, then try again"}};
    case SQLITE_READONLY:
      return {StrCat(name, " may not be written (", words, ")"),
              {"check the permissions of the file and of its directory"}};
    case SQLITE_IOERR:
      return {StrCat(name, " could not be read or written: ", words),
              {"check the disk; nothing of this was kept"}};
    case SQLITE_CORRUPT:
      return {StrCat(name, " is damaged: ", words),
              {"do not issue from it; restore the newest backup"}};
    case SQLITE_FULL:
      return {StrCat(name, ": there is no room left: ", words),
              {"make room on the disk, then try again; nothing of this was kept"}};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {StrCat(name, " cannot be opened: ", words),
              {"the file and its directory must be readable and writable"}};
    case SQLITE_NOTADB:
      return {StrCat(name, " is not a certseal register")};
    default:
      return {StrCat(name, ": ", words)};
  }
}

class SqliteDatabase : public Database {
 public:
  SqliteDatabase(std::unique_ptr<soci::session> session, const fs::path& path)
      : Database(std::move(session), Quote(path.string())), path_(path) {}

  std::string OwnTypes(std::string statement) const override { return statement; }

  void MarkAsRegister() override {
    Execute(session(), StrCat("PRAGMA application_id = ", kApplicationId));
  }

  void Discard() noexcept override {
    std::error_code ignored;
    fs::remove(path_, ignored);
  }

  Result<void> CopyTo(const fs::path& path) override;

  Error Explain(const std::exception& thrown) const override {
    return ExplainSqlite(thrown, name());
  }

  static Error ExplainSqlite(const std::exception& thrown, const std::string& name) {
    if (const auto* error = dynamic_cast<const soci::sqlite3_soci_error*>(&thrown)) {
      return ExplainCode(error->result() & 0xff, name, EngineWords(*error));
    }
    if (const auto* error = dynamic_cast<const soci::soci_error*>(&thrown)) {
      const std::string words = EngineWords(*error);
      if (words.starts_with(kNullRead)) {
        return ExplainCode(SQLITE_CORRUPT, name, "a value is missing");
      }
      return {StrCat(name, ": ", words)};
    }
    return {StrCat(name, ": ", thrown.what())};
  }

 protected:
  void RunBeginWrite() override { Execute(session(), "BEGIN IMMEDIATE"); }
  void RunBeginRead() override { Execute(session(), "BEGIN"); }
  Result<void> RunCommit() override {
    Execute(session(), "COMMIT");
    return {};
  }

 private:
  fs::path path_;
};

// SOCI reads the path as a value of its connection string, where only a double quote is
// special. Absolute, because SQLite gives "file:" and ":memory:" meanings of their own.
Result<std::string> ConnectionString(const fs::path& path) {
  std::error_code error;
  const std::string absolute = fs::absolute(path, error).string();
  if (error || absolute.find('"') != std::string::npos) {
    return Fail(StrCat(Quote(path.string()), " cannot be the path of a register"));
  }
  return StrCat("dbname=\"", absolute, "\"");
}

Result<std::unique_ptr<Database>> Connect(const fs::path& path,
                                          std::chrono::milliseconds busy_timeout) {
  const std::string name = Quote(path.string());
  ASSIGN_OR_RETURN(const std::string connection, ConnectionString(path));
  try {
    auto session = std::make_unique<soci::session>(soci::sqlite3, connection);
    Execute(*session, StrCat("PRAGMA busy_timeout = ", busy_timeout.count()));
    Execute(*session, "PRAGMA trusted_schema = OFF");
    return std::make_unique<SqliteDatabase>(std::move(session), path);
  } catch (const std::exception& thrown) {
    return Fail(SqliteDatabase::ExplainSqlite(thrown, name));
  }
}

// The rollback journal, not WAL: SQLite 3.7.0 to 3.51.2 can damage a database at a WAL
// reset. EXTRA also syncs the directory when the journal goes, or a power cut could
// bring a committed transaction's journal back. The cache keeps a batch's pages from
// reaching the file, and with it the exclusive lock, before the commit.
Result<void> Configure(Database& database) {
  return database.Guarded([&]() -> Result<void> {
    for (const char* setting :
         {"journal_mode = DELETE", "synchronous = EXTRA", "foreign_keys = ON",
          "secure_delete = ON", "cell_size_check = ON", "cache_size = -32768"}) {
      Execute(database.session(), StrCat("PRAGMA ", setting));
    }
    return {};
  });
}

Result<void> CheckApplicationId(soci::session& session, const std::string& name) {
  long long id = 0;
  long long pages = 0;
  SqlStatement(session, "PRAGMA application_id").Into(id).Run();
  SqlStatement(session, "PRAGMA page_count").Into(pages).Run();
  if (id == kApplicationId) return {};
  if (pages != 0) return Fail(StrCat(name, " is not a certseal register"));
  return Fail(StrCat(name, " is empty: making it was interrupted, nothing was issued"),
              {"delete it and make it again"});
}

Result<void> CheckFile(const fs::path& path) {
  const std::string name = Quote(path.string());
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (status.type() == fs::file_type::not_found) {
    return Fail(StrCat("there is no register ", name),
                {"certseal init DIR makes a school with an empty register"});
  }
  if (error) return Fail(StrCat("cannot open ", name, ": ", error.message()));
  if (!fs::is_regular_file(status)) return Fail(StrCat(name, " is not a file"));
  return {};
}

// SOCI does not export what the sanitizer's check of such a cast needs.
__attribute__((no_sanitize("vptr"))) sqlite_api::sqlite3* HandleOf(
    soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

// In one step: in several, whatever others write in between makes it begin again.
Result<void> SqliteDatabase::CopyTo(const fs::path& path) {
  TRY(CreateFileDurably(path, "", Permissions::kPrivate));
  soci::session copy(soci::sqlite3, *ConnectionString(path));
  // It is read once and thrown away.
  Execute(copy, "PRAGMA synchronous = OFF");
  Execute(copy, "PRAGMA journal_mode = MEMORY");
  sqlite_api::sqlite3* to = HandleOf(copy);
  auto* backup =
      sqlite_api::sqlite3_backup_init(to, "main", HandleOf(session()), "main");
  if (backup == nullptr) {
    return Fail(ExplainCode(sqlite_api::sqlite3_errcode(to) & 0xff, name(),
                            sqlite_api::sqlite3_errmsg(to)));
  }
  const int step = sqlite_api::sqlite3_backup_step(backup, -1);
  const int code = sqlite_api::sqlite3_backup_finish(backup);
  if (step == SQLITE_DONE && code == SQLITE_OK) return {};
  const int why = step == SQLITE_DONE ? code : step;
  return Fail(ExplainCode(why & 0xff, name(), sqlite_api::sqlite3_errstr(why)));
}

}  // namespace

Result<std::unique_ptr<Database>> CreateSqlite(const fs::path& path,
                                               std::chrono::milliseconds busy_timeout) {
  TRY(ConnectionString(path));
  TRY(CreateFileDurably(path, "", Permissions::kPrivate));
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Connect(path, busy_timeout));
  TRY(Configure(*database));
  return database;
}

Result<std::unique_ptr<Database>> OpenSqlite(const fs::path& path,
                                             std::chrono::milliseconds busy_timeout) {
  TRY(CheckFile(path));
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database, Connect(path, busy_timeout));
  TRY(database->Guarded(
      [&] { return CheckApplicationId(database->session(), database->name()); }));
  TRY(Configure(*database));
  return database;
}

}  // namespace certseal
