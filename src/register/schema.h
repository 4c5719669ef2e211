// SPDX-License-Identifier: Apache-2.0
//
// The tables and how they came to be. For the .cc files of register, and for tests of
// migrations.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

// Migration brings the schema from the version before it to its own: its place in the
// list, from 1. A migration that was released never changes.
struct Migration {
  std::span<const std::string_view> statements;
};

// SchemaMigrations are those of this program. The first makes the base.
std::span<const Migration> SchemaMigrations();

// Migrate applies what the database lacks, all or nothing, and writes down that
// `program` did it. A newer database is an error that names its writer.
Result<void> Migrate(Database& database, std::span<const Migration> migrations,
                     std::string_view program);

// CreateDatabaseWith makes the tables of an empty register; OpenDatabaseWith opens one
// and brings it forward. `also` is done in the transaction that makes the tables. Marks
// of a move (move_marks.h) are the caller's to look at.
Result<std::unique_ptr<Database>> CreateDatabaseWith(
    const RegisterLocation& location, const RegisterOptions& options,
    std::span<const Migration> migrations,
    const std::function<void(Database&)>& also = [](Database&) {});
Result<std::unique_ptr<Database>> OpenDatabaseWith(
    const RegisterLocation& location, const RegisterOptions& options,
    std::span<const Migration> migrations);

// ReadMeta and WriteMeta read and write a row of the table meta; they throw as SOCI
// does.
std::optional<std::string> ReadMeta(soci::session& session, const std::string& name);
void WriteMeta(soci::session& session, const std::string& name,
               const std::string& value);

// CreateRegisterWith and OpenRegisterWith are Register::Create and Open with other
// migrations than SchemaMigrations.
Result<Register> CreateRegisterWith(const RegisterLocation& location,
                                    const RegisterOptions& options,
                                    std::span<const Migration> migrations);
Result<Register> OpenRegisterWith(const RegisterLocation& location,
                                  const RegisterOptions& options,
                                  std::span<const Migration> migrations);

Register MakeRegister(std::unique_ptr<Database> database);

}  // namespace certseal
