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

std::string Reasons(const RosterRow& row) {
  std::vector<std::string> reasons;
  for (const Finding& finding : row.findings) {
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

std::string LeftOutCsv(const Roster& roster, const std::set<int>& lines) {
  // A bar is found only where a "sep=|" line names it.
  CsvWriter writer(roster.delimiter == '|' ? ',' : roster.delimiter);
  std::vector<std::string> header = OwnCells(roster, roster.header);
  const size_t width = header.size();
  header.emplace_back(kReasons);
  writer.Row(header);
  for (const RosterRow& row : roster.rows) {
    if (!lines.contains(row.line)) continue;
    std::vector<std::string> cells = OwnCells(roster, row.cells);
    cells.insert(cells.begin() + static_cast<long>(width), Reasons(row));
    writer.Row(cells);
  }
  return writer.text();
}

}  // namespace certseal
