// SPDX-License-Identifier: Apache-2.0
#include "roster/csv_writer.h"

#include "roster/cell_repair.h"

namespace certseal {

CsvWriter::CsvWriter(char delimiter) : delimiter_(delimiter), text_("\xef\xbb\xbf") {}

void CsvWriter::Cell(std::string_view cell) {
  std::string safe(cell);
  if (StartsLikeFormula(safe)) safe.insert(0, 1, '\'');
  const bool outer_space = safe.starts_with(' ') || safe.ends_with(' ');
  const std::string special = std::string("\"\r\n,;\t") + delimiter_;
  if (!outer_space && safe.find_first_of(special) == std::string::npos) {
    text_ += safe;
    return;
  }
  text_ += '"';
  for (char c : safe) {
    if (c == '"') text_ += '"';
    text_ += c;
  }
  text_ += '"';
}

void CsvWriter::Row(const std::vector<std::string>& cells) {
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text_ += delimiter_;
    Cell(cells[i]);
  }
  text_ += "\r\n";
}

}  // namespace certseal
