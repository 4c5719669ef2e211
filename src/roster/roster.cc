// SPDX-License-Identifier: Apache-2.0
#include "roster/roster.h"

#include <algorithm>

#include "base/strings.h"
#include "roster/delimiter.h"
#include "roster/duplicates.h"
#include "roster/row_reader.h"
#include "roster/text_encoding.h"
#include "school/suggest.h"

namespace certseal {
namespace {

Result<std::vector<CsvRow>> ReadTable(std::string_view bytes, Roster& roster) {
  ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
  const FoundDelimiter found = DetectDelimiter(decoded.text);
  roster.encoding = decoded.encoding;
  roster.delimiter = found.delimiter;
  return ParseCsv(std::string_view(decoded.text).substr(found.skip_bytes),
                  found.delimiter, 1 + found.skip_lines);
}

// Takes the rows above the headings and the headings from `rows`.
Result<void> ReadHeadings(const RosterOptions& options, std::vector<CsvRow>& rows,
                          Roster& roster) {
  if (rows.empty()) {
    return Fail("holds no row", {"the first row gives the columns' names"});
  }
  const size_t at = FindHeader(rows);
  HeaderReading reading = MatchHeader(rows[at], options.map, !options.course.empty());
  roster.header_line = rows[at].line;
  roster.columns = std::move(reading.columns);
  roster.ignored = std::move(reading.ignored);
  roster.file_findings = std::move(reading.findings);
  if (at > 0) {
    roster.file_findings.push_back({Severity::kNotice, rows[0].line, "", "",
                                    StrCat("the headings stand on line ", rows[at].line,
                                           "; what stands above them is not read")});
  }
  roster.header = std::move(rows[at].cells);
  rows.erase(rows.begin(), rows.begin() + static_cast<long>(at) + 1);
  return {};
}

const Course* FindOptionCourse(const RosterOptions& options, const Catalogue& catalogue,
                               Findings& findings) {
  if (options.course.empty()) return nullptr;
  const Course* course = catalogue.Find(options.course);
  if (course) return course;
  std::vector<std::string> codes;
  for (const Course& one : catalogue.courses()) codes.push_back(one.code);
  findings.push_back(
      {Severity::kError, 0, "", options.course,
       StrCat("--course ", Quote(options.course), " is no course of the catalogue",
              DidYouMean(options.course, codes)),
       "use a code of courses.json, or add the course there"});
  return nullptr;
}

// Too many cells come from a delimiter or a quote that went wrong: which cell is which
// cannot be told.
void CheckLength(const CsvRow& row, size_t columns, RowCells& cells) {
  if (row.cells.size() < columns) {
    cells.NoticeRow(StrCat("has ", row.cells.size(), " of ", columns,
                           " cells; those that are missing count as empty"));
    return;
  }
  const auto extra = row.cells.begin() + static_cast<long>(columns);
  const bool filled = std::any_of(extra, row.cells.end(), [](const std::string& cell) {
    return !Trim(cell).empty();
  });
  if (!filled) return;
  cells.FailRow(StrCat("has ", row.cells.size(), " cells under ", columns, " headings"),
                "put cells that hold a comma, a semicolon or a tab in quotes");
}

GraduateDraft ReadOneRow(CsvRow row, const RowContext& context, const Roster& roster,
                         RosterRow& out) {
  out.line = row.line;
  GraduateDraft draft;
  draft.line = row.line;
  RowCells cells(row, roster.columns, out.findings);
  CheckLength(row, roster.header.size(), cells);
  ReadPerson(cells, draft);
  ReadCourseAndDates(cells, context, draft);
  ReadAttendance(cells, draft);
  out.cells = std::move(row.cells);
  return draft;
}

void MarkSkipped(const std::set<int>& skip, Roster& roster) {
  std::set<int> missing = skip;
  for (RosterRow& row : roster.rows) row.skipped = missing.erase(row.line) != 0;
  for (int line : missing) {
    roster.file_findings.push_back({Severity::kError, 0, "", "",
                                    StrCat("no row begins on line ", line),
                                    "give the lines as the check shows them"});
  }
}

void ReadRows(std::vector<CsvRow> rows, const RowContext& context, Roster& roster) {
  std::vector<GraduateDraft> drafts;
  drafts.reserve(rows.size());
  roster.rows.resize(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    drafts.push_back(ReadOneRow(std::move(rows[i]), context, roster, roster.rows[i]));
  }
  MarkSkipped(context.options.skip, roster);
  FindDuplicates(drafts, roster.rows);
  if (HasErrors(roster.file_findings)) return;
  for (size_t i = 0; i < drafts.size(); ++i) {
    const RosterRow& row = roster.rows[i];
    if (!row.skipped && !row.has_errors()) roster.rows[i].graduate = drafts[i].Finish();
  }
}

}  // namespace

bool Roster::has_errors() const {
  return HasErrors(file_findings) ||
         std::any_of(rows.begin(), rows.end(), [](const RosterRow& row) {
           return !row.skipped && row.has_errors();
         });
}

Result<Roster> ReadRoster(std::string_view bytes, const RosterOptions& options,
                          const Catalogue& catalogue) {
  Roster roster;
  ASSIGN_OR_RETURN(std::vector<CsvRow> rows, ReadTable(bytes, roster));
  TRY(ReadHeadings(options, rows, roster));
  const Course* course = FindOptionCourse(options, catalogue, roster.file_findings);
  if (rows.empty()) {
    roster.file_findings.push_back({Severity::kError, roster.header_line, "", "",
                                    "there is no row below the headings",
                                    "add the graduates, one on each row"});
  }
  ReadRows(std::move(rows), {options, catalogue, course}, roster);
  return roster;
}

}  // namespace certseal
