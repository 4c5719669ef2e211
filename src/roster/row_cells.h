// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "roster/csv_table.h"
#include "roster/field.h"
#include "roster/finding.h"
#include "roster/header.h"

namespace certseal {

// Cell is one repaired cell of a row, under its heading.
struct Cell {
  std::string column;
  std::string raw;     // as it stands in the file
  std::string value;   // repaired
  bool usable = true;  // false where a finding says already that it cannot be read
};

// RowCells are the cells of one row by field, and the way to say something about them.
class RowCells {
 public:
  // Repairs each cell and adds a finding for what was done or cannot be. `findings`
  // must outlive this object.
  RowCells(const CsvRow& row, const std::vector<ColumnMapping>& columns,
           Findings& findings);

  // Find gives the field's cell; null where the file has no such column or the cell is
  // not usable.
  const Cell* Find(Field field) const;
  // FindFilled gives it only where it is not empty.
  const Cell* FindFilled(Field field) const;
  bool HasColumn(Field field) const { return cells_.contains(field); }

  void Repair(const Cell& cell, std::string_view value, std::string message);
  void Notice(const Cell& cell, std::string message, std::string remedy = "");
  void Warn(const Cell& cell, std::string message, std::string remedy = "");
  void Fail(const Cell& cell, std::string message, std::string remedy);
  // FailRow is an error of the row and of no cell.
  void FailRow(std::string message, std::string remedy);
  void NoticeRow(std::string message);
  // Take adds findings made elsewhere, with this row's line.
  void Take(Findings findings);

  int line() const { return line_; }

 private:
  void Add(Severity severity, const Cell& cell, std::string message, std::string remedy,
           std::string_view repaired = "");

  int line_;
  Findings& findings_;
  std::map<Field, Cell> cells_;
};

}  // namespace certseal
