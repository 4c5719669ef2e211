// SPDX-License-Identifier: Apache-2.0
#include "register/rows_insert.h"

#include <algorithm>
#include <utility>

#include "base/strings.h"

namespace certseal {
namespace {

// In one statement. SQLite looks for the name of each among those before it, so more
// would cost it more than the statements that they save.
constexpr size_t kMostValues = 1'000;

}  // namespace

// Statement adds a fixed number of rows with each run.
class RowsInsert::Statement {
 public:
  Statement(soci::session& session, std::string sql, size_t rows, size_t width,
            Runs runs)
      : cells_(rows * width), width_(width), insert_(session, std::move(sql), runs) {
    for (BoundValue& cell : cells_) insert_.UseOptional(cell.text, cell.given);
  }

  // `first` is what `fill` calls the first of them.
  size_t Run(size_t first, const FillRow& fill) {
    const std::span<BoundValue> cells = cells_;
    for (size_t i = 0; i * width_ < cells.size(); ++i) {
      fill(first + i, cells.subspan(i * width_, width_));
    }
    insert_.Run();
    return static_cast<size_t>(std::max(0LL, insert_.affected_rows()));
  }

 private:
  Cells cells_;
  size_t width_;
  SqlStatement insert_;
};

RowsInsert::RowsInsert(soci::session& session, std::string_view table,
                       std::span<const std::string_view> columns,
                       std::string on_conflict)
    : session_(session),
      head_(StrCat("INSERT INTO ", table, " (",
                   Join({columns.begin(), columns.end()}, ", "), ") VALUES ")),
      on_conflict_(std::move(on_conflict)),
      width_(columns.size()) {}
RowsInsert::~RowsInsert() = default;

std::string RowsInsert::Sql(size_t rows) const {
  std::string sql = head_;
  for (size_t value = 0; value < rows * width_; ++value) {
    const bool begins = value % width_ == 0;
    sql += StrCat(begins ? (value == 0 ? "(:v" : "), (:v") : ", :v", value);
  }
  return StrCat(sql, ") ", on_conflict_);
}

size_t RowsInsert::Run(size_t rows, const FillRow& fill) {
  const size_t at_once = std::max<size_t>(1, kMostValues / width_);
  size_t done = 0, affected = 0;
  for (; rows - done >= at_once; done += at_once) {
    if (!full_) {
      full_ = std::make_unique<Statement>(session_, Sql(at_once), at_once, width_,
                                          RunsFor(rows / at_once));
    }
    affected += full_->Run(done, fill);
  }
  if (done == rows) return affected;
  const size_t rest = rows - done;
  Statement last(session_, Sql(rest), rest, width_, Runs::kOnce);
  return affected + last.Run(done, fill);
}

}  // namespace certseal
