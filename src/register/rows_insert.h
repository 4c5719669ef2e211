// SPDX-License-Identifier: Apache-2.0
//
// Adding of many rows in few statements: each is an exchange with a server. For the .cc
// files of register only; all functions throw as SOCI does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "register/soci.h"
#include "register/statement.h"

namespace certseal {

// BoundValue is a value as text: engines give numbers so, and take them.
struct BoundValue {
  std::string text;
  soci::indicator given = soci::i_ok;

  bool operator==(const BoundValue& other) const {
    return given == other.given && (given == soci::i_null || text == other.text);
  }
};
using Cells = std::vector<BoundValue>;  // of whole rows, one after the other

// CellWriter sets the cells of a row, one after the other.
class CellWriter {
 public:
  explicit CellWriter(std::span<BoundValue> cells) : cells_(cells) {}
  CellWriter& Text(std::string_view text) {
    cells_[next_].text = text;
    cells_[next_++].given = soci::i_ok;
    return *this;
  }
  CellWriter& Number(int64_t number) { return Text(std::to_string(number)); }
  CellWriter& Null() {
    cells_[next_++].given = soci::i_null;
    return *this;
  }

 private:
  std::span<BoundValue> cells_;
  size_t next_ = 0;
};

// RowsInsert is an INSERT into some columns of a table. `on_conflict` is the clause of
// that name, or nothing.
class RowsInsert {
 public:
  // FillRow sets the cells of a row, in the order of the columns; rows count from 0.
  using FillRow = std::function<void(size_t row, std::span<BoundValue> cells)>;

  RowsInsert(soci::session& session, std::string_view table,
             std::span<const std::string_view> columns, std::string on_conflict = "");
  ~RowsInsert();

  // Run gives how many of the rows were added or changed.
  size_t Run(size_t rows, const FillRow& fill);

 private:
  class Statement;
  std::string Sql(size_t rows) const;

  soci::session& session_;
  std::string head_, on_conflict_;
  size_t width_;
  std::unique_ptr<Statement> full_;  // of as many rows as one takes; once it is needed
};

}  // namespace certseal
