// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace certseal {

// Grouped prints 1234567 as "1,234,567".
std::string Grouped(uint64_t number);

// Counted prints "1 certificate" or "1,234 certificates".
std::string Counted(uint64_t number, std::string_view one, std::string_view many);

}  // namespace certseal
