// SPDX-License-Identifier: Apache-2.0
#include "roster/row_cells.h"

#include "base/strings.h"
#include "roster/cell_repair.h"

namespace certseal {
namespace {

CellKind KindOf(Field field) {
  switch (field) {
    case Field::kFullName:
    case Field::kFirstName:
    case Field::kMiddleName:
    case Field::kLastName:
    case Field::kLocation:
    case Field::kInstructor:
      return CellKind::kName;
    default:
      return CellKind::kOther;
  }
}

}  // namespace

RowCells::RowCells(const CsvRow& row, const std::vector<ColumnMapping>& columns,
                   Findings& findings)
    : line_(row.line), findings_(findings) {
  for (const ColumnMapping& mapping : columns) {
    const bool present = mapping.index < row.cells.size();
    Cell cell{mapping.column, present ? row.cells[mapping.index] : "", "", true};
    RepairedCell repaired = RepairCell(cell.raw, KindOf(mapping.field));
    cell.value = std::move(repaired.value);
    cell.usable = repaired.problem.empty();
    if (!cell.usable)
      Fail(cell, repaired.problem, repaired.remedy);
    else if (!repaired.repairs.empty())
      Repair(cell, cell.value, Join(repaired.repairs, ", "));
    cells_.emplace(mapping.field, std::move(cell));
  }
}

const Cell* RowCells::Find(Field field) const {
  const auto at = cells_.find(field);
  return at == cells_.end() || !at->second.usable ? nullptr : &at->second;
}

const Cell* RowCells::FindFilled(Field field) const {
  const Cell* cell = Find(field);
  return cell && !cell->value.empty() ? cell : nullptr;
}

void RowCells::Add(Severity severity, const Cell& cell, std::string message,
                   std::string remedy, std::string_view repaired) {
  findings_.push_back({severity, line_, cell.column, cell.raw, std::move(message),
                       std::move(remedy), std::string(repaired)});
}

void RowCells::Repair(const Cell& cell, std::string_view value, std::string message) {
  Add(Severity::kRepair, cell, std::move(message), "", value);
}

void RowCells::Notice(const Cell& cell, std::string message, std::string remedy) {
  Add(Severity::kNotice, cell, std::move(message), std::move(remedy));
}

void RowCells::Warn(const Cell& cell, std::string message, std::string remedy) {
  Add(Severity::kWarning, cell, std::move(message), std::move(remedy));
}

void RowCells::Fail(const Cell& cell, std::string message, std::string remedy) {
  Add(Severity::kError, cell, std::move(message), std::move(remedy));
}

void RowCells::FailRow(std::string message, std::string remedy) {
  Add(Severity::kError, {}, std::move(message), std::move(remedy));
}

void RowCells::NoticeRow(std::string message) {
  Add(Severity::kNotice, {}, std::move(message), "");
}

void RowCells::Take(Findings findings) {
  for (Finding& finding : findings) {
    finding.line = line_;
    findings_.push_back(std::move(finding));
  }
}

}  // namespace certseal
