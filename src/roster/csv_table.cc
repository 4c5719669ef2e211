// SPDX-License-Identifier: Apache-2.0
#include "roster/csv_table.h"

#include <csv.h>

#include <functional>
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

// CsvReader is libcsv, told what a cell is and to guess at nothing.
class CsvReader {
 public:
  using TakeCell = std::function<void(std::string_view)>;
  using TakeRow = std::function<void()>;

  CsvReader(char delimiter, TakeCell take_cell, TakeRow take_row)
      : take_cell_(std::move(take_cell)), take_row_(std::move(take_row)) {
    if (csv_init(&csv_, 0) != 0) return;
    csv_set_delim(&csv_, static_cast<unsigned char>(delimiter));
    csv_set_space_func(&csv_, [](unsigned char) { return 0; });
    ready_.reset(&csv_);
  }

  bool ready() const { return ready_ != nullptr; }

  // What keeps libcsv from reading the text; null: nothing.
  const char* Feed(std::string_view text) {
    const size_t taken = csv_parse(&csv_, text.data(), text.size(), &OnCell, &OnRow, this);
    return taken == text.size() ? nullptr : csv_strerror(csv_error(&csv_));
  }
  void Finish() { csv_fini(&csv_, &OnCell, &OnRow, this); }

 private:
  static void OnCell(void* data, size_t size, void* self) {
    static_cast<CsvReader*>(self)->take_cell_({static_cast<const char*>(data), size});
  }
  static void OnRow(int, void* self) { static_cast<CsvReader*>(self)->take_row_(); }

  struct Free {
    void operator()(csv_parser* csv) const { csv_free(csv); }
  };

  TakeCell take_cell_;
  TakeRow take_row_;
  csv_parser csv_{};
  std::unique_ptr<csv_parser, Free> ready_;
};

}  // namespace

// CsvScan finds the rows of a text, and whether they keep the limits.
class CsvScan {
 public:
  CsvScan(int first_line, const CsvLimits& limits, CsvTable& table)
      : limits_(limits),
        table_(table),
        reader_(
            table.delimiter_, [this](std::string_view cell) { TakeCell(cell); },
            [this] { TakeRow(); }),
        line_(first_line) {}

  Result<void> Run() {
    if (!reader_.ready()) return Fail("the CSV reader could not be set up");
    std::string_view rest = table_.text_;
    while (!rest.empty() && error_.empty()) {
      const std::string_view line = TakeLine(rest);
      Feed(line);
      end_ += line.size();
      if (ended_) EndRow();
    }
    // The last row may end with the text.
    reader_.Finish();
    if (ended_) EndRow();
    if (!error_.empty()) return Fail(error_);
    return {};
  }

 private:
  // A row ends with a line, so feeding line by line tells where each one begins.
  void Feed(std::string_view line) {
    const bool blank = line.find_first_not_of("\r\n") == std::string_view::npos;
    if (!in_row_ && !blank) {
      in_row_ = true;
      row_ = {line_, end_, 0};
    }
    ++line_;
    if (const char* why = reader_.Feed(line)) Refuse(why);
  }

  void TakeCell(std::string_view cell) {
    ++cells_;
    if (cell.size() > limits_.max_cell_bytes) {
      Refuse(StrCat("a cell of more than ", limits_.max_cell_bytes, " bytes"));
    } else if (cells_ > limits_.max_columns) {
      Refuse(StrCat("more than ", limits_.max_columns, " columns"));
    }
    has_text_ = has_text_ || !Trim(cell).empty();
  }

  void TakeRow() {
    cells_ = 0;
    if (std::exchange(in_row_, false)) ended_ = true;
  }

  void EndRow() {
    ended_ = false;
    row_.size = end_ - row_.begin;
    if (!std::exchange(has_text_, false) || !error_.empty()) return;
    if (table_.places_.size() >= limits_.max_rows) {
      Refuse(StrCat("more than ", limits_.max_rows, " rows"));
      return;
    }
    table_.places_.push_back(row_);
  }

  void Refuse(std::string_view what) {
    if (error_.empty()) error_ = StrCat("line ", row_.line, " has ", what);
  }

  const CsvLimits& limits_;
  CsvTable& table_;
  CsvReader reader_;
  CsvTable::Place row_{};  // the one that is being read
  size_t cells_ = 0;       // of it
  bool has_text_ = false;
  bool in_row_ = false;
  bool ended_ = false;  // with the line that was fed last
  size_t end_ = 0;      // of that line, or of the one before
  int line_;
  std::string error_;
};

Result<CsvTable> CsvTable::Parse(std::string_view text, char delimiter, int first_line,
                                 const CsvLimits& limits) {
  CsvTable table;
  table.delimiter_ = delimiter;
  ASSIGN_OR_RETURN(table.text_, QuoteChecker(delimiter, first_line).Check(text));
  TRY(CsvScan(first_line, limits, table).Run());
  return table;
}

CsvRow CsvTable::Read(size_t row) const {
  const Place& place = places_[row];
  CsvRow out{place.line, {}};
  bool done = false;
  CsvReader reader(
      delimiter_,
      [&](std::string_view cell) {
        if (!done) out.cells.emplace_back(cell);
      },
      [&] { done = true; });
  if (!reader.ready()) return out;
  reader.Feed(std::string_view(text_).substr(place.begin, place.size));
  reader.Finish();
  return out;
}

}  // namespace certseal
