// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace certseal {

// ProgressBar draws "Drawing [#####.....] 512/1000  980/s, 3 s left" on standard error,
// only where that is a terminal, at most five times a second, and clears it when
// destroyed. Its clock begins with the first call.
class ProgressBar {
 public:
  explicit ProgressBar(std::string label);
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;
  ~ProgressBar();
  // A total of 0 is one that is not known.
  void operator()(size_t done, size_t total);
  // Clear makes room for a line of something else.
  void Clear();

 private:
  using Time = std::chrono::steady_clock::time_point;
  std::string label_;
  bool visible_;
  bool drawn_ = false;
  Time begin_ = {};
  Time last_ = {};
};

}  // namespace certseal
