// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace certseal {

// CsvWriter makes a CSV text that Excel opens as it is meant: UTF-8 with a byte order
// mark, CRLF, cells quoted where they need it. A cell that a spreadsheet could take for
// a formula (= + - @, their full-width forms, tab, carriage return) gets an apostrophe
// in front, which ReadRoster strips again. Cells must be UTF-8.
class CsvWriter {
 public:
  explicit CsvWriter(char delimiter = ',');

  void Row(const std::vector<std::string>& cells);
  const std::string& text() const { return text_; }
  // Take gives what was written since the last Take: for long tables, piece by piece.
  std::string Take() { return std::exchange(text_, {}); }

 private:
  void Cell(std::string_view cell);

  char delimiter_;
  std::string text_;
};

}  // namespace certseal
