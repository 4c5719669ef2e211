// SPDX-License-Identifier: Apache-2.0
//
// Where a careful typesetter ends the lines of a paragraph.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace certseal {

// BreakWord is what stands between two places where a line may end.
struct BreakWord {
  double width = 0;      // with the space after it
  double ink_width = 0;  // without
  bool clings = false;   // to the word after it
};

// Clings tells of two neighbours that read as one: "Dr. Weiss", "J. Smith", "40 hours",
// "Category 1", "March 14, 2026".
bool Clings(std::string_view word, std::string_view next);

// IsWidow: a last line of these words looks lost below lines as wide as `target`.
bool IsWidow(size_t words, double width, double target);

// CarefulStarts gives the first word of each of so many lines, none wider than `most`:
// without a widow, and with what clings together on one line, where that can be; else
// as even as can be, near to `target`. Needs a way to break them so.
std::vector<size_t> CarefulStarts(const std::vector<BreakWord>& words, size_t lines,
                                  double target, double most);

}  // namespace certseal
