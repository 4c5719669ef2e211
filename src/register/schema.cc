// SPDX-License-Identifier: Apache-2.0
#include "register/schema.h"

#include <optional>
#include <utility>

#include "base/strings.h"
#include "register/move_marks.h"
#include "register/postgres.h"
#include "register/sqlite.h"
#include "register/statement.h"

namespace certseal {
namespace {

Result<size_t> ReadVersion(Database& database, size_t newest) {
  const std::string text =
      ReadMeta(database.session(), "schema_version").value_or("missing");
  const std::optional<uint64_t> version = ParseDecimal(text);
  if (!version) {
    return Fail(StrCat(database.name(), " is damaged: its schema version is ",
                       Quote(text, 40)));
  }
  if (*version <= newest) return static_cast<size_t>(*version);
  const std::string writer =
      ReadMeta(database.session(), "written_by").value_or("a newer program");
  return Fail(StrCat(database.name(), " was written by ", Quote(writer, 80),
                     " (schema ", *version, "; this program knows ", newest, ")"),
              {"use that program or a newer one"});
}

void Apply(Database& database, std::span<const Migration> migrations) {
  for (const Migration& migration : migrations) {
    for (std::string_view statement : migration.statements) {
      Execute(database.session(), database.OwnTypes(std::string(statement)));
    }
  }
}

void WriteVersion(soci::session& session, size_t version, std::string_view program) {
  WriteMeta(session, "schema_version", std::to_string(version));
  WriteMeta(session, "written_by", std::string(program));
}

// Reads the version again inside the transaction: two programs may have come at once.
Result<void> ApplyMissing(Database& database, std::span<const Migration> migrations,
                          std::string_view program) {
  TRY(database.BeginWrite());
  Result<void> applied = database.Guarded([&]() -> Result<void> {
    ASSIGN_OR_RETURN(const size_t version, ReadVersion(database, migrations.size()));
    if (version == migrations.size()) return {};
    Apply(database, migrations.subspan(version));
    WriteVersion(database.session(), migrations.size(), program);
    return {};
  });
  if (applied) return database.Commit();
  database.Rollback();
  return applied;
}

Result<void> CreateSchema(Database& database, std::span<const Migration> migrations,
                          std::string_view program,
                          const std::function<void(Database&)>& also) {
  TRY(database.BeginWrite());
  Result<void> made = database.Guarded([&]() -> Result<void> {
    database.MarkAsRegister();
    Execute(database.session(),
            database.OwnTypes(
                "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL)"));
    Apply(database, migrations);
    WriteVersion(database.session(), migrations.size(), program);
    also(database);
    return {};
  });
  if (made) return database.Commit();
  database.Rollback();
  return made;
}

}  // namespace

std::optional<std::string> ReadMeta(soci::session& session, const std::string& name) {
  std::string value;
  SqlStatement select(session, "SELECT value FROM meta WHERE name = :name");
  if (!select.Use(name).Into(value).Run()) return std::nullopt;
  return value;
}

void WriteMeta(soci::session& session, const std::string& name,
               const std::string& value) {
  SqlStatement(session, "DELETE FROM meta WHERE name = :name").Use(name).Run();
  SqlStatement(session, "INSERT INTO meta (name, value) VALUES (:name, :value)")
      .Use(name)
      .Use(value)
      .Run();
}

Result<void> Migrate(Database& database, std::span<const Migration> migrations,
                     std::string_view program) {
  ASSIGN_OR_RETURN(const size_t version, database.Guarded([&] {
    return ReadVersion(database, migrations.size());
  }));
  if (version == migrations.size()) return {};
  const Result<void> applied = ApplyMissing(database, migrations, program);
  if (!applied) {
    return Within(StrCat("bringing the register from schema ", version, " to ",
                         migrations.size()),
                  applied.error());
  }
  return {};
}

Result<std::unique_ptr<Database>> CreateDatabaseWith(
    const RegisterLocation& location, const RegisterOptions& options,
    std::span<const Migration> migrations, const std::function<void(Database&)>& also) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   location.path()
                       ? CreateSqlite(*location.path(), options.busy_timeout)
                       : CreatePostgres(*location.url(), options.busy_timeout));
  const Result<void> made = CreateSchema(*database, migrations, options.program, also);
  if (made) return database;
  database->Discard();
  return Fail(made.error());
}

Result<std::unique_ptr<Database>> OpenDatabaseWith(
    const RegisterLocation& location, const RegisterOptions& options,
    std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   location.path()
                       ? OpenSqlite(*location.path(), options.busy_timeout)
                       : OpenPostgres(*location.url(), options.busy_timeout));
  TRY(Migrate(*database, migrations, options.program));
  return database;
}

Result<Register> CreateRegisterWith(const RegisterLocation& location,
                                    const RegisterOptions& options,
                                    std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   CreateDatabaseWith(location, options, migrations));
  return MakeRegister(std::move(database));
}

Result<Register> OpenRegisterWith(const RegisterLocation& location,
                                  const RegisterOptions& options,
                                  std::span<const Migration> migrations) {
  ASSIGN_OR_RETURN(std::unique_ptr<Database> database,
                   OpenDatabaseWith(location, options, migrations));
  if (!options.during_move) TRY(DemandNotMoving(*database));
  return MakeRegister(std::move(database));
}

}  // namespace certseal
