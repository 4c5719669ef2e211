// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace certseal {

// FoundDelimiter is what separates a table's cells, and where the table begins.
struct FoundDelimiter {
  char delimiter = ',';
  size_t skip_bytes = 0;  // a first line "sep=;" is not part of the table
  int skip_lines = 0;
};

// DetectDelimiter takes Excel's "sep=" line at its word. Otherwise it takes that of
// comma, semicolon and tab which the most of the first 50 rows hold as often as the
// first row does; of equals, the one the first row holds most. What stands in quotes
// does not count. A table of one column gives a comma.
FoundDelimiter DetectDelimiter(std::string_view text);

}  // namespace certseal
