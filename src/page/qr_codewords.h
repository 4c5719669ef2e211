// SPDX-License-Identifier: Apache-2.0
//
// The codewords of a QR symbol of level M in byte mode (ISO/IEC 18004, 7.4 to 7.6).
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace certseal {

inline constexpr int kMostQrVersion = 40;

// SmallestQrVersion gives the version (1 to 40) that holds `size` bytes, or nothing.
std::optional<int> SmallestQrVersion(size_t size);

// QrCodewords gives data and error correction, interleaved, in the order in which they
// are placed. Needs a text that the version holds.
std::vector<unsigned char> QrCodewords(std::string_view text, int version);

}  // namespace certseal
