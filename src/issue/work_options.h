// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <stop_token>

#include "base/parallel.h"

namespace certseal {

// Progress is told how many of how many are done; it runs on the calling thread.
using Progress = std::function<void(size_t done, size_t total)>;

// WorkOptions are of use cases that take long. What comes of them does not depend on
// `jobs`.
struct WorkOptions {
  Progress progress = [](size_t, size_t) {};
  unsigned jobs = HardwareThreads();  // how many threads work at once
  // Asks for an early end that leaves nothing half done.
  std::stop_token stop = {};
};

}  // namespace certseal
