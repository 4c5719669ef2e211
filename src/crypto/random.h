// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

namespace certseal {

// Random gives `size` bytes; a parameter wherever a test needs to repeat itself.
using Random = std::function<std::string(size_t size)>;

// SystemRandom draws from OpenSSL's generator, and ends the program if it fails.
std::string SystemRandom(size_t size);

}  // namespace certseal
