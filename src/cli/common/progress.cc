// SPDX-License-Identifier: Apache-2.0
#include "cli/common/progress.h"

#include <iostream>

#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {
constexpr size_t kCells = 30;
constexpr std::chrono::milliseconds kInterval{200};

// "40 s left", "3 min left"; nothing before it can be told.
std::string TimeLeft(size_t left, double rate) {
  if (left == 0 || rate <= 0) return "";
  const auto seconds = static_cast<size_t>(static_cast<double>(left) / rate) + 1;
  if (seconds < 120) return StrCat(", ", seconds, " s left");
  if (seconds < 120 * 60) return StrCat(", ", (seconds + 30) / 60, " min left");
  return StrCat(", ", (seconds + 1800) / 3600, " h left");
}

std::string Bar(size_t done, size_t total) {
  const size_t filled = kCells * done / total;
  return StrCat(" [", std::string(filled, '#'), std::string(kCells - filled, '.'), "] ",
                done, "/", total);
}

}  // namespace

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)),
      visible_(StderrIsTerminal()) {}

ProgressBar::~ProgressBar() { Clear(); }

void ProgressBar::Clear() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

void ProgressBar::operator()(size_t done, size_t total) {
  if (!visible_) return;
  const Time now = std::chrono::steady_clock::now();
  if (last_ == Time()) begin_ = now;
  if (now - last_ < kInterval && done != total) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
  const std::string text = total > 0 ? Bar(done, total) : StrCat(" ", done);
  std::cerr << "\r" << label_ << text << "  " << static_cast<size_t>(rate) << "/s"
            << TimeLeft(total > done ? total - done : 0, rate) << "\x1b[K" << std::flush;
}

}  // namespace certseal
