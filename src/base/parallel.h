// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>

namespace certseal {

// ParallelFor calls work(i) once for every i below count, on up to `threads` threads,
// and returns when all are done. The order is not fixed; work must not throw.
void ParallelFor(size_t count, unsigned threads, const std::function<void(size_t)>& work);

// HardwareThreads is how many threads run at once here, at least 1.
unsigned HardwareThreads();

}  // namespace certseal
