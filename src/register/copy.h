// SPDX-License-Identifier: Apache-2.0
//
// Copies of a whole register, from engine to engine. For the .cc files of register, and
// for tests.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
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

// RowCopy adds the rows of `from` to `to`, by their primary keys. What is read is of one
// state where `from` is in a transaction.
class RowCopy {
 public:
  // Goes on behind the last rows that `to` has, which must be copies.
  RowCopy(Database& from, Database& to);
  ~RowCopy();
  RowCopy(const RowCopy&) = delete;
  RowCopy& operator=(const RowCopy&) = delete;

  // Continue copies at least so many more rows, where there are as many, in a transaction
  // of `to` that may end with it. False: none are left.
  bool Continue(size_t rows, const RowProgress& progress);

 private:
  class Reader;
  void NextTable();

  Database& from_;
  Database& to_;
  size_t table_ = 0;
  std::unique_ptr<Reader> reader_;  // of the table
  uint64_t total_, done_;
};

// DeleteRows empties all tables.
void DeleteRows(Database& database);

// SameRows is whether the two have the same rows in all tables.
bool SameRows(Database& a, Database& b, const RowProgress& progress);

// CopyToSqlite makes a SQLite file that has the rows of one state of `from`.
Result<void> CopyToSqlite(Database& from, const std::filesystem::path& path);

}  // namespace certseal
