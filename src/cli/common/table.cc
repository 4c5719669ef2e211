// SPDX-License-Identifier: Apache-2.0
#include "cli/common/table.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {

std::string Line(const std::vector<std::string>& cells, const std::vector<int>& widths) {
  std::string line = "  ";
  for (size_t i = 0; i < cells.size(); ++i) {
    const std::string cell = EscapeControls(cells[i]);
    line += cell;
    if (i + 1 < cells.size()) {
      line += std::string(static_cast<size_t>(widths[i] - DisplayWidth(cell) + 2), ' ');
    }
  }
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string Table::Text() const {
  std::vector<int> widths(heading_.size(), 0);
  const auto measure = [&](const std::vector<std::string>& cells) {
    for (size_t i = 0; i < cells.size(); ++i) {
      widths[i] = std::max(widths[i], DisplayWidth(EscapeControls(cells[i])));
    }
  };
  measure(heading_);
  for (const auto& row : rows_) measure(row);
  std::string out = Bold(Line(heading_, widths)) + "\n";
  for (const auto& row : rows_) out += Line(row, widths) + "\n";
  return out;
}

}  // namespace certseal
