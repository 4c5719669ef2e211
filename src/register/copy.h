// SPDX-License-Identifier: Apache-2.0
//
// Copies of a whole register, from engine to engine. For the .cc files of register, and
// for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>
#include <string_view>

#include "base/result.h"
#include "register/database.h"

namespace certseal {

// TableColumns names a table and its columns, those of its primary key first.
struct TableColumns {
  std::string_view table;
  std::span<const std::string_view> columns;
  size_t keys;
};

// RegisterTables are all tables but meta; what others refer to comes before them.
std::span<const TableColumns> RegisterTables();

// RowProgress is told how many of all rows are done.
using RowProgress = std::function<void(uint64_t done, uint64_t total)>;

// CountRows counts the rows of all tables. Throws as SOCI does, as all of these do.
uint64_t CountRows(Database& database);

// CopyRows adds all rows of `from` to `to`, which has none. What is read is of one
// state where `from` is in a transaction; `to` must be in one to write.
void CopyRows(Database& from, Database& to, const RowProgress& progress);

// DeleteRows empties all tables.
void DeleteRows(Database& database);

// SameRows is whether the two have the same rows in all tables.
bool SameRows(Database& a, Database& b, const RowProgress& progress);

// CopyToSqlite makes a SQLite file that has the rows of one state of `from`.
Result<void> CopyToSqlite(Database& from, const std::filesystem::path& path);

}  // namespace certseal
