// SPDX-License-Identifier: Apache-2.0
#include "roster/delimiter.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/strings.h"
#include "roster/csv_scanner.h"

namespace certseal {
namespace {

constexpr size_t kSampleRows = 50;
constexpr size_t kSampleBytes = 256 * 1024;

// How often the delimiter separates cells in each of the first rows that are not blank.
std::vector<size_t> CountPerRow(std::string_view text, char delimiter) {
  std::vector<size_t> rows;
  CsvScanner scanner(delimiter);
  size_t count = 0;
  bool blank = true;
  for (char c : text.substr(0, kSampleBytes)) {
    const CsvEvent event = scanner.Next(c);
    if (event == CsvEvent::kLineEnd) {
      if (!blank) rows.push_back(count);
      if (rows.size() == kSampleRows) return rows;
      count = 0;
      blank = true;
    } else {
      count += event == CsvEvent::kDelimiter;
      blank = blank && c == ' ';
    }
  }
  if (!blank) rows.push_back(count);
  return rows;
}

bool ReadSepLine(std::string_view text, FoundDelimiter& found) {
  const size_t end = std::min(text.find_first_of("\r\n"), text.size());
  std::string_view line = text.substr(0, end);
  if (line.size() > 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  if (line.size() != 5 || AsciiLower(line.substr(0, 4)) != "sep=") return false;
  if (std::string_view(",;\t|").find(line[4]) == std::string_view::npos) return false;
  found.delimiter = line[4];
  const bool crlf = text.substr(end).starts_with("\r\n");
  found.skip_bytes = std::min(text.size(), end + (crlf ? 2 : 1));
  found.skip_lines = 1;
  return true;
}

}  // namespace

FoundDelimiter DetectDelimiter(std::string_view text) {
  FoundDelimiter found;
  if (ReadSepLine(text, found)) return found;
  size_t best_alike = 0, best_count = 0;
  for (char delimiter : {',', ';', '\t'}) {
    const std::vector<size_t> rows = CountPerRow(text, delimiter);
    if (rows.empty() || rows[0] == 0) continue;
    const auto alike =
        static_cast<size_t>(std::count(rows.begin(), rows.end(), rows[0]));
    if (alike > best_alike || (alike == best_alike && rows[0] > best_count)) {
      best_alike = alike;
      best_count = rows[0];
      found.delimiter = delimiter;
    }
  }
  return found;
}

}  // namespace certseal
