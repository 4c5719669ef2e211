// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certseal {

constexpr size_t kAeadKeySize = 32;
constexpr size_t kAeadNonceSize = 12;
constexpr size_t kAeadTagSize = 16;

// Aes256GcmSeal gives ciphertext ‖ 16-byte tag (NIST SP 800-38D). The key must be 32
// bytes, the nonce 12 and never used twice with one key for different plaintexts.
std::string Aes256GcmSeal(std::string_view key, std::string_view nonce,
                          std::string_view plaintext, std::string_view associated_data);

// Aes256GcmOpen gives the plaintext, or nothing where any bit of the arguments differs.
std::optional<std::string> Aes256GcmOpen(std::string_view key, std::string_view nonce,
                                         std::string_view sealed,
                                         std::string_view associated_data);

}  // namespace certseal
