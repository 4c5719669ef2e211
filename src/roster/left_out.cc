// SPDX-License-Identifier: Apache-2.0
#include "roster/left_out.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/csv_writer.h"

namespace certseal {
namespace {

constexpr const char* kReasons = "Left out because";
constexpr size_t kMaxReasonBytes = 2000;

std::string Reason(const Finding& finding) {
  const std::string column =
      finding.column.empty() ? "" : StrCat(EscapeControls(finding.column), ": ");
  const std::string remedy =
      finding.remedy.empty() ? "" : StrCat(" (", finding.remedy, ")");
  return StrCat(column, finding.message, remedy);
}

std::string Reasons(const Findings& findings) {
  std::vector<std::string> reasons;
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) reasons.push_back(Reason(finding));
  }
  if (reasons.empty()) return "left out on request";
  return std::string(Utf8Prefix(Join(reasons, "; "), kMaxReasonBytes));
}

// The cells but for those of earlier reasons, padded to the width of the headings.
std::vector<std::string> OwnCells(const Roster& roster,
                                  const std::vector<std::string>& row) {
  std::vector<std::string> out;
  for (size_t i = 0; i < std::max(row.size(), roster.header.size()); ++i) {
    if (i < roster.header.size() && Trim(roster.header[i]) == kReasons) continue;
    out.push_back(i < row.size() ? row[i] : "");
  }
  return out;
}

}  // namespace

std::string LeftOutCsv(const Roster& roster, const LeftOutRows& rows) {
  // A bar is found only where a "sep=|" line names it.
  CsvWriter writer(roster.delimiter == '|' ? ',' : roster.delimiter);
  std::vector<std::string> header = OwnCells(roster, roster.header);
  const size_t width = header.size();
  header.emplace_back(kReasons);
  writer.Row(header);
  for (const auto& [row, findings] : rows) {
    std::vector<std::string> cells = OwnCells(roster, roster.Cells(row));
    cells.insert(cells.begin() + static_cast<long>(width), Reasons(findings));
    writer.Row(cells);
  }
  return writer.text();
}

}  // namespace certseal
