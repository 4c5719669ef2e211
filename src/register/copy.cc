// SPDX-License-Identifier: Apache-2.0
#include "register/copy.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/strings.h"
#include "register/rows_insert.h"
#include "register/schema.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kRowsRead = 500;

std::string NamesOf(std::span<const std::string_view> columns) {
  return Join({columns.begin(), columns.end()}, ", ");
}

// TableReader reads a table by its primary key, some rows at a time.
class TableReader {
 public:
  TableReader(Database& database, const TableColumns& table)
      : database_(database), table_(table) {}

  // SkipTo has the first Next begin behind the last row that the other database has.
  void SkipTo(Database& other) {
    const auto keys = table_.columns.first(table_.keys);
    std::vector<std::string> descending;
    for (const std::string_view key : keys) descending.push_back(StrCat(key, " DESC"));
    Cells row(keys.size());
    SqlStatement select(other.session(),
                        StrCat("SELECT ", NamesOf(keys), " FROM ", table_.table,
                               " ORDER BY ", Join(descending, ", "), " LIMIT 1"));
    for (BoundValue& cell : row) select.IntoOptional(cell.text, cell.given);
    if (select.Run()) last_ = row;
  }

  // Empty at the end.
  Cells Next() {
    Cells rows;
    Cells row(table_.columns.size());
    SqlStatement select(database_.session(), Select());
    for (BoundValue& cell : row) select.IntoOptional(cell.text, cell.given);
    for (const BoundValue& key : last_) select.Use(key.text);
    for (bool found = select.Run(); found; found = select.Next()) {
      rows.insert(rows.end(), row.begin(), row.end());
    }
    if (!rows.empty())
      last_.assign(rows.end() - Width(), rows.end() - Width() + Keys());
    return rows;
  }

 private:
  std::ptrdiff_t Width() const { return std::ssize(table_.columns); }
  std::ptrdiff_t Keys() const { return static_cast<std::ptrdiff_t>(table_.keys); }

  std::string Select() const {
    const std::string keys = NamesOf(table_.columns.first(table_.keys));
    std::string beyond;
    if (!last_.empty()) {
      std::vector<std::string> parameters;
      for (size_t i = 0; i < last_.size(); ++i) parameters.push_back(StrCat(":k", i));
      beyond = StrCat(" WHERE (", keys, ") > (", Join(parameters, ", "), ")");
    }
    return StrCat("SELECT ", NamesOf(table_.columns), " FROM ", table_.table, beyond,
                  " ORDER BY ", keys, " LIMIT ", kRowsRead);
  }

  Database& database_;
  const TableColumns& table_;
  Cells last_;  // the key of the last row read; empty before the first
};

}  // namespace

uint64_t CountRows(Database& database) {
  uint64_t total = 0;
  for (const TableColumns& table : RegisterTables()) {
    long long rows = 0;
    SqlStatement(database.session(), StrCat("SELECT COUNT(*) FROM ", table.table))
        .Into(rows)
        .Run();
    total += static_cast<uint64_t>(rows);
  }
  return total;
}

class RowCopy::Reader : public TableReader {
 public:
  using TableReader::TableReader;
};

RowCopy::RowCopy(Database& from, Database& to)
    : from_(from), to_(to), total_(CountRows(from)), done_(CountRows(to)) {
  NextTable();
}
RowCopy::~RowCopy() = default;

void RowCopy::NextTable() {
  reader_ = std::make_unique<Reader>(from_, RegisterTables()[table_]);
  reader_->SkipTo(to_);
}

bool RowCopy::Continue(size_t rows, const RowProgress& progress) {
  size_t copied = 0;
  while (table_ < RegisterTables().size()) {
    const TableColumns& table = RegisterTables()[table_];
    const size_t width = table.columns.size();
    RowsInsert insert(to_.session(), table.table, table.columns);
    for (Cells next = reader_->Next(); !next.empty(); next = reader_->Next()) {
      const size_t count = next.size() / width;
      insert.Run(count, [&](size_t row, std::span<BoundValue> cells) {
        std::ranges::copy(std::span(next).subspan(row * width, width), cells.begin());
      });
      copied += count;
      done_ += count;
      progress(done_, total_);
      if (copied >= rows) return true;
    }
    if (++table_ < RegisterTables().size()) NextTable();
  }
  return false;
}

void DeleteRows(Database& database) {
  const std::span<const TableColumns> tables = RegisterTables();
  for (auto table = tables.rbegin(); table != tables.rend(); ++table) {
    Execute(database.session(), StrCat("DELETE FROM ", table->table));
  }
}

bool SameRows(Database& a, Database& b, const RowProgress& progress) {
  const uint64_t total = CountRows(a);
  if (CountRows(b) != total) return false;
  uint64_t done = 0;
  for (const TableColumns& table : RegisterTables()) {
    TableReader first(a, table);
    TableReader second(b, table);
    for (;;) {
      const Cells rows = first.Next();
      if (rows != second.Next()) return false;
      if (rows.empty()) break;
      done += rows.size() / table.columns.size();
      progress(done, total);
    }
  }
  return true;
}

Result<void> CopyToSqlite(Database& from, const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> to,
                   CreateDatabaseWith(path, {}, SchemaMigrations()));
  TRY(to->BeginWrite());
  const ReadScope scope(from);
  // What the file's side throws is not the other engine's to explain.
  TRY(to->Guarded([&]() -> Result<void> {
    RowCopy(from, *to).Continue(SIZE_MAX, [](uint64_t, uint64_t) {});
    return {};
  }));
  return to->Commit();
}

}  // namespace certseal
