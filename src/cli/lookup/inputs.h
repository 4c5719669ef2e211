// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace certseal {

// Input is one thing to check.
struct Input {
  std::string text;                   // as ClassifyArgument takes it
  std::optional<Error> problem = {};  // why it cannot even be looked at
};

// InputSource gives the inputs of a command line one after the other, reading no further
// than it must: first the arguments, then what stands in the lists, one on each line.
// A directory stands for the PDFs and pictures below it, in the order of their names.
class InputSource {
 public:
  InputSource(const std::vector<std::string>& arguments,
              const std::vector<std::string>& lists)
      : arguments_(arguments.begin(), arguments.end()),
        lists_(lists.begin(), lists.end()) {}

  // Next gives nothing at the end. Fails where a list cannot be read.
  Result<std::optional<Input>> Next();

  // passed_over counts what the directories hold beside these, hidden files apart.
  size_t passed_over() const { return passed_over_; }

  // Count gives how many there are, nothing where that cannot be told beforehand.
  static std::optional<size_t> Count(const std::vector<std::string>& arguments,
                                     const std::vector<std::string>& lists);

 private:
  Result<std::optional<std::string>> NextNamed();
  Result<void> OpenList(const std::string& name);
  Result<std::optional<std::string>> NextLine();
  std::optional<Input> NextBelow();
  std::optional<Error> Enter(const std::filesystem::path& directory);

  std::deque<std::string> arguments_;
  std::deque<std::string> lists_;
  std::ifstream file_;
  std::istream* list_ = nullptr;  // that is being read: the file, or standard input
  size_t line_ = 0;
  bool stdin_taken_ = false;  // it can be read once
  std::vector<std::filesystem::path> waiting_;  // in directories entered; the next is last
  size_t passed_over_ = 0;
};

}  // namespace certseal
