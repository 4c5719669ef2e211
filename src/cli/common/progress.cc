// SPDX-License-Identifier: Apache-2.0
#include "cli/common/progress.h"

#include <iostream>

#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {
constexpr size_t kCells = 30;
constexpr std::chrono::milliseconds kInterval{50};
}  // namespace

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)),
      visible_(StderrIsTerminal()),
      begin_(std::chrono::steady_clock::now()),
      last_(begin_ - kInterval) {}

ProgressBar::~ProgressBar() {
  if (drawn_) std::cerr << "\r\x1b[K" << std::flush;
}

void ProgressBar::operator()(size_t done, size_t total) {
  const Time now = std::chrono::steady_clock::now();
  if (!visible_ || total == 0 || (now - last_ < kInterval && done != total)) return;
  last_ = now;
  drawn_ = true;
  const size_t filled = kCells * done / total;
  const double seconds = std::chrono::duration<double>(now - begin_).count();
  const auto rate = seconds > 0 ? static_cast<size_t>(static_cast<double>(done) / seconds) : 0;
  std::cerr << "\r" << label_ << " [" << std::string(filled, '#')
            << std::string(kCells - filled, '.') << "] " << done << "/" << total << "  "
            << rate << "/s\x1b[K" << std::flush;
}

}  // namespace certseal
