// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace certseal {

// Table lays cells out in columns by their width on a terminal, two spaces between.
// Cells are made safe for a terminal; the heading is bold on one.
class Table {
 public:
  explicit Table(std::vector<std::string> heading) : heading_(std::move(heading)) {}
  void Add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  bool empty() const { return rows_.empty(); }
  // Text indents every line by two spaces and ends in a line feed.
  std::string Text() const;

 private:
  std::vector<std::string> heading_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace certseal
