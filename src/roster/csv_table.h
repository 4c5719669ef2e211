// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace certseal {

struct CsvRow {
  int line = 0;  // the physical line where it begins, from 1
  std::vector<std::string> cells;
};

struct CsvLimits {
  size_t max_rows = 100'001;  // 100,000 and the headings
  size_t max_columns = 200;
  size_t max_cell_bytes = 4096;
};

// CsvTable is a CSV text whose structure has been checked. It keeps the text and where its
// rows stand therein; their cells are read when asked for, which takes far less memory.
class CsvTable {
 public:
  // Parse takes well-formed UTF-8. A line ends with LF, CRLF or CR; `first_line` is the
  // number of the first. Rows without any text are left out.
  //
  // Fails where the structure is in doubt (a quote that is never closed, text after a
  // closing quote) and beyond the limits, naming the line.
  static Result<CsvTable> Parse(std::string_view text, char delimiter, int first_line = 1,
                                const CsvLimits& limits = {});

  CsvTable() = default;  // without a row

  size_t size() const { return places_.size(); }
  int line(size_t row) const { return places_[row].line; }

  // Read gives the cells of a row as they stand: spaces and line breaks within quotes are
  // kept, spaces around quotes are not. Safe from several threads.
  CsvRow Read(size_t row) const;

 private:
  friend class CsvScan;
  struct Place {
    int line;
    size_t begin, size;  // in text_
  };

  std::string text_;
  char delimiter_ = ',';
  std::vector<Place> places_;
};

}  // namespace certseal
