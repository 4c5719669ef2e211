// SPDX-License-Identifier: Apache-2.0
#include "roster/csv_table.h"

#include <csv.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "base/strings.h"
#include "roster/csv_scanner.h"

namespace certseal {
namespace {

// One physical line with its end; CRLF is one end.
std::string_view TakeLine(std::string_view& rest) {
  size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos)
    end = rest.size();
  else
    end += rest.substr(end).starts_with("\r\n") ? 2 : 1;
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end);
  return line;
}

void DropTrailingSpaces(std::string& text) {
  while (text.ends_with(' ')) text.pop_back();
}

// Checks what libcsv would guess at, and drops the spaces around quotes, which it would
// take for text.
class QuoteChecker {
 public:
  QuoteChecker(char delimiter, int first_line)
      : scanner_(delimiter), line_(first_line) {}

  Result<std::string> Check(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
      TRY(CheckLine(TakeLine(text), out));
      ++line_;
    }
    if (scanner_.in_quotes()) {
      return Fail(StrCat("line ", opened_line_, ", character ", opened_column_,
                         ": the quote that opens here is never closed"),
                  {"close it, or write a quote within a cell twice: \"\""});
    }
    return out;
  }

 private:
  Result<void> CheckLine(std::string_view line, std::string& out) {
    int column = 0;
    for (char c : line) {
      column += (static_cast<unsigned char>(c) & 0xc0) != 0x80;
      switch (scanner_.Next(c)) {
        case CsvEvent::kPadding:
          continue;
        case CsvEvent::kStray:
          return Fail(StrCat("line ", line_, ", character ", column,
                             ": text follows a closing quote"),
                      {"write a quote within a cell twice: \"\""});
        case CsvEvent::kOpenQuote:
          DropTrailingSpaces(out);
          opened_line_ = line_;
          opened_column_ = column;
          break;
        default:
          break;
      }
      out += c;
    }
    return {};
  }

  CsvScanner scanner_;
  int line_;
  int opened_line_ = 0;
  int opened_column_ = 0;
};

class Parser {
 public:
  Parser(char delimiter, int first_line, const CsvLimits& limits)
      : limits_(limits), line_(first_line) {
    if (csv_init(&csv_, 0) != 0) return;
    csv_set_delim(&csv_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&csv_, [](unsigned char) { return 0; });
    ready_.reset(&csv_);
  }

  Result<std::vector<CsvRow>> Parse(std::string_view text) {
    if (!ready_) return Fail("the CSV reader could not be set up");
    while (!text.empty() && error_.empty()) Feed(TakeLine(text));
    csv_fini(&csv_, &Parser::OnCell, &Parser::OnRow, this);
    if (!error_.empty()) return Fail(error_);
    return std::move(rows_);
  }

 private:
  // A row ends with a line, so feeding line by line tells where each one begins.
  void Feed(std::string_view line) {
    const bool blank = line.find_first_not_of("\r\n") == std::string_view::npos;
    if (!in_row_ && !blank) {
      in_row_ = true;
      row_.line = line_;
    }
    ++line_;
    const size_t taken = csv_parse(&csv_, line.data(), line.size(), &Parser::OnCell,
                                   &Parser::OnRow, this);
    if (taken != line.size()) Refuse(csv_strerror(csv_error(&csv_)));
  }

  static void OnCell(void* data, size_t size, void* self) {
    static_cast<Parser*>(self)->TakeCell({static_cast<const char*>(data), size});
  }

  static void OnRow(int, void* self) { static_cast<Parser*>(self)->TakeRow(); }

  void TakeCell(std::string_view cell) {
    if (cell.size() > limits_.max_cell_bytes) {
      Refuse(StrCat("a cell of more than ", limits_.max_cell_bytes, " bytes"));
    } else if (row_.cells.size() >= limits_.max_columns) {
      Refuse(StrCat("more than ", limits_.max_columns, " columns"));
    } else {
      row_.cells.emplace_back(cell);
    }
  }

  void TakeRow() {
    in_row_ = false;
    CsvRow row = std::exchange(row_, {});
    const bool blank =
        std::all_of(row.cells.begin(), row.cells.end(),
                    [](const std::string& c) { return Trim(c).empty(); });
    if (blank || !error_.empty()) return;
    if (rows_.size() >= limits_.max_rows) {
      row_.line = row.line;
      Refuse(StrCat("more than ", limits_.max_rows, " rows"));
      return;
    }
    rows_.push_back(std::move(row));
  }

  void Refuse(std::string_view what) {
    if (error_.empty()) error_ = StrCat("line ", row_.line, " has ", what);
  }

  struct Free {
    void operator()(csv_parser* csv) const { csv_free(csv); }
  };

  const CsvLimits& limits_;
  csv_parser csv_{};
  std::unique_ptr<csv_parser, Free> ready_;
  std::vector<CsvRow> rows_;
  CsvRow row_;
  bool in_row_ = false;
  int line_;
  std::string error_;
};

}  // namespace

Result<std::vector<CsvRow>> ParseCsv(std::string_view text, char delimiter,
                                     int first_line, const CsvLimits& limits) {
  ASSIGN_OR_RETURN(const std::string checked,
                   QuoteChecker(delimiter, first_line).Check(text));
  return Parser(delimiter, first_line, limits).Parse(checked);
}

}  // namespace certseal
