// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>

namespace certseal {

// TakeFirst cuts at most so many off the front of `rest`, for what is done some at a
// time.
template <typename T>
std::span<T> TakeFirst(std::span<T>& rest, size_t at_most) {
  const std::span<T> some = rest.first(std::min(at_most, rest.size()));
  rest = rest.subspan(some.size());
  return some;
}

}  // namespace certseal
