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

GraduateDraft ReadOneRow(const CsvRow& row, const RowContext& context,
                         const Roster& roster, Findings& findings) {
  GraduateDraft draft;
  draft.line = row.line;
  RowCells cells(row, roster.columns, findings);
  CheckLength(row, roster.header.size(), cells);
  ReadPerson(cells, draft);
  ReadCourseAndDates(cells, context, draft);
  ReadAttendance(cells, draft);
  return draft;
}

}  // namespace

// Source is what rows are read from.
struct Roster::Source {
  RosterOptions options;
  Catalogue catalogue;
  CsvTable table = {};
  size_t first = 0;  // where Roster::rows[0] stands in the table

  CsvRow Row(size_t row) const { return table.Read(first + row); }
};

// RosterReader fills a Roster.
class RosterReader {
 public:
  RosterReader(const RosterOptions& options, const Catalogue& catalogue)
      : source_(std::make_shared<Roster::Source>(Roster::Source{options, catalogue})) {
    roster_.source_ = source_;
  }

  Result<Roster> Read(std::string_view bytes) {
    TRY(ReadTable(bytes));
    TRY(ReadHeadings());
    const RowContext context{
        source_->options, source_->catalogue,
        FindOptionCourse(source_->options, source_->catalogue, roster_.file_findings)};
    if (source_->first == source_->table.size()) {
      roster_.file_findings.push_back({Severity::kError, roster_.header_line, "", "",
                                       "there is no row below the headings",
                                       "add the graduates, one on each row"});
    }
    ReadRows(context);
    return std::move(roster_);
  }

 private:
  Result<void> ReadTable(std::string_view bytes) {
    ASSIGN_OR_RETURN(const DecodedText decoded, DecodeText(bytes));
    const FoundDelimiter found = DetectDelimiter(decoded.text);
    roster_.encoding = decoded.encoding;
    roster_.delimiter = found.delimiter;
    const std::string_view text = std::string_view(decoded.text).substr(found.skip_bytes);
    ASSIGN_OR_RETURN(source_->table,
                     CsvTable::Parse(text, found.delimiter, 1 + found.skip_lines));
    return {};
  }

  // Takes the headings, and notes what stands above them.
  Result<void> ReadHeadings() {
    std::vector<CsvRow> rows;
    for (size_t i = 0; i < std::min(kTitleRows, source_->table.size()); ++i) {
      rows.push_back(source_->table.Read(i));
    }
    if (rows.empty()) {
      return Fail("holds no row", {"the first row gives the columns' names"});
    }
    const size_t at = FindHeader(rows);
    const RosterOptions& options = source_->options;
    HeaderReading reading = MatchHeader(rows[at], options.map, !options.course.empty());
    roster_.header_line = rows[at].line;
    roster_.columns = std::move(reading.columns);
    roster_.ignored = std::move(reading.ignored);
    roster_.file_findings = std::move(reading.findings);
    if (at > 0) {
      roster_.file_findings.push_back(
          {Severity::kNotice, rows[0].line, "", "",
           StrCat("the headings stand on line ", rows[at].line,
                  "; what stands above them is not read")});
    }
    roster_.header = std::move(rows[at].cells);
    source_->first = at + 1;
    return {};
  }

  void ReadRows(const RowContext& context) {
    DuplicateFinder duplicates;
    std::set<int> not_found = source_->options.skip;
    roster_.rows.resize(source_->table.size() - source_->first);
    for (size_t i = 0; i < roster_.rows.size(); ++i) {
      RosterRow& row = roster_.rows[i];
      const CsvRow cells = source_->Row(i);
      row.line = cells.line;
      row.skipped = not_found.erase(row.line) != 0;
      const GraduateDraft draft = ReadOneRow(cells, context, roster_, row.findings);
      if (!row.skipped) duplicates.Compare(draft, row);
      row.is_graduate = !row.skipped && !row.has_errors() && draft.Finish();
    }
    NoteNotFound(not_found);
    if (!HasErrors(roster_.file_findings)) return;
    for (RosterRow& row : roster_.rows) row.is_graduate = false;
  }

  void NoteNotFound(const std::set<int>& lines) {
    for (int line : lines) {
      roster_.file_findings.push_back({Severity::kError, 0, "", "",
                                       StrCat("no row begins on line ", line),
                                       "give the lines as the check shows them"});
    }
  }

  std::shared_ptr<Roster::Source> source_;
  Roster roster_;
};

bool Roster::has_errors() const {
  return HasErrors(file_findings) ||
         std::any_of(rows.begin(), rows.end(), [](const RosterRow& row) {
           return !row.skipped && row.has_errors();
         });
}

std::vector<std::string> Roster::Cells(size_t row) const {
  return source_->Row(row).cells;
}

std::optional<Graduate> Roster::ReadGraduate(size_t row) const {
  if (!rows[row].is_graduate) return std::nullopt;
  const std::string& course = source_->options.course;
  const RowContext context{source_->options, source_->catalogue,
                           course.empty() ? nullptr : source_->catalogue.Find(course)};
  Findings known;  // in rows[row] since the first time
  return ReadOneRow(source_->Row(row), context, *this, known).Finish();
}

Result<Roster> ReadRoster(std::string_view bytes, const RosterOptions& options,
                          const Catalogue& catalogue) {
  return RosterReader(options, catalogue).Read(bytes);
}

}  // namespace certseal
