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

// ParseCsv splits well-formed UTF-8 into rows of cells as they stand: spaces and line
// breaks within quotes are kept, spaces around quotes are not; rows without any text
// are left out. A line ends with LF, CRLF or CR; `first_line` is the number of the
// first.
//
// Fails where the structure is in doubt (a quote that is never closed, text after a
// closing quote) and beyond the limits, naming the line.
Result<std::vector<CsvRow>> ParseCsv(std::string_view text, char delimiter,
                                     int first_line = 1, const CsvLimits& limits = {});

}  // namespace certseal
