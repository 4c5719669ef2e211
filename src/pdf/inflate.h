// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace certseal {

// Inflated is what came out of zlib data (RFC 1950).
struct Inflated {
  std::string bytes;       // at most the limit
  size_t consumed = 0;     // of the input
  bool complete = false;   // the data ended by themselves, with the right checksum
  bool too_large = false;  // there would be more than the limit
};

// Inflate decompresses at most max_bytes, and never holds more memory than these.
Inflated Inflate(std::string_view data, size_t max_bytes);

}  // namespace certseal
