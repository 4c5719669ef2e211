// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/quarters.h"
#include "base/result.h"
#include "roster/csv_table.h"
#include "roster/date_forms.h"
#include "roster/finding.h"
#include "roster/header.h"
#include "school/catalogue.h"

namespace certseal {

// What a row or a course says for a page of one language, though the school's pages are of
// two.
constexpr std::string_view kNoLanguage = "none";

// Graduate is a row that can be issued. Texts are NFC, one line, without controls.
struct Graduate {
  int line = 0;
  std::string name;  // as printed, without post-nominals; never empty
  // "MSN, RN"; may be empty, as all texts below but the code and the role
  std::string post_nominals = {};
  std::string email = {};
  std::string licence = {};
  std::string licence_state = {};
  std::string member = {};      // number as a member of an accreditor, as the AGD
  std::string profession = {};  // RN
  std::string course_code;      // as in the catalogue
  Date completed;
  std::optional<Date> started = {};
  Quarters didactic;  // hours attended, at most the course's
  Quarters hands_on;
  std::optional<Quarters> credits = {};  // claimed, at most what was attended
  std::string role;                      // injector, observer or didactic only
  std::string location = {};
  std::string instructor = {};
  std::string template_name = {};
  std::string language = {};  // a tag that Language::Find knows, or empty
  std::string second_language = {};  // likewise, or kNoLanguage
};

struct RosterRow {
  int line = 0;  // physical, where the row begins
  Findings findings;
  bool skipped = false;  // asked for by RosterOptions::skip
  // Whether it is a Graduate: no error of the row or of the file keeps it from being one,
  // and it is not skipped.
  bool is_graduate = false;

  bool has_errors() const { return HasErrors(findings); }
};

struct RosterOptions {
  std::optional<DateOrder> dates = {};
  std::string course = {};  // for all rows; empty: each row says its own
  ColumnOverrides map = {};
  // Rows to leave out, by the line where they begin. They are read and reported, but do
  // not count as the first of a duplicate. A line where no row begins is an error.
  std::set<int> skip = {};
  Date today;  // completion dates after it are errors
};

// Roster holds the file's text and what was found wrong with it. What a row says is read
// again whenever it is asked for: a hundred thousand graduates would take half a gigabyte.
class Roster {
 public:
  std::string encoding;  // "UTF-8", see text_encoding.h
  char delimiter = ',';
  int header_line = 0;
  std::vector<std::string> header;  // cells as they stand in the file
  std::vector<ColumnMapping> columns;
  std::vector<std::string> ignored;
  std::vector<RosterRow> rows;
  Findings file_findings;  // of the columns and the options

  // True where anything is wrong but in skipped rows: then nothing may be issued unless
  // the administrator says which rows to leave out. An error in file_findings leaves no
  // graduate at all.
  bool has_errors() const;

  // Cells are those of rows[row] as they stand in the file. Safe from several threads,
  // as is ReadGraduate.
  std::vector<std::string> Cells(size_t row) const;
  // ReadGraduate gives rows[row]; nothing where it is none.
  std::optional<Graduate> ReadGraduate(size_t row) const;

 private:
  friend class RosterReader;
  struct Source;
  std::shared_ptr<const Source> source_;
};

// ReadRoster reads what Excel and event platforms write (docs/roster.md): finds
// encoding and delimiter, matches the columns, repairs the cells and checks every row
// and the rows with each other. Nothing is guessed silently: every repair and every
// doubt is a Finding, and all of them are found at once.
//
// Fails only where the file cannot be read as a table at all. The message names the
// line but not the file.
Result<Roster> ReadRoster(std::string_view bytes, const RosterOptions& options,
                          const Catalogue& catalogue);

}  // namespace certseal
