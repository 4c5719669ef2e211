// SPDX-License-Identifier: Apache-2.0
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace certseal {

void ParallelFor(size_t count, unsigned threads, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  const auto run = [&] {
    for (size_t i; (i = next.fetch_add(1)) < count;) work(i);
  };
  std::vector<std::jthread> helpers;
  for (unsigned i = 1; i < std::min<size_t>(threads, count); ++i) helpers.emplace_back(run);
  run();
}

unsigned HardwareThreads() { return std::max(1u, std::thread::hardware_concurrency()); }

}  // namespace certseal
