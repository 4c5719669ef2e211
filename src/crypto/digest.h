// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// Sha256Digest is the whole 32 bytes of a SHA-256; it is never truncated.
class Sha256Digest {
 public:
  static constexpr size_t kSize = 32;
  static std::optional<Sha256Digest> FromBytes(std::string_view bytes);
  static std::optional<Sha256Digest> FromHex(std::string_view hex);
  static std::optional<Sha256Digest> FromBase64(std::string_view base64);

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  std::string Hex() const;
  std::string Base64() const;
  auto operator<=>(const Sha256Digest&) const = default;

 private:
  friend Sha256Digest Sha256(std::string_view message);
  friend Sha256Digest Sha256(std::string_view first, std::string_view second);
  Sha256Digest() = default;
  std::array<uint8_t, kSize> bytes_{};
};

Sha256Digest Sha256(std::string_view message);

// Sha256 of two parts is that of one after the other.
Sha256Digest Sha256(std::string_view first, std::string_view second);

// HkdfSha256 derives `size` bytes (at most 8,160) from input key material (RFC 5869).
std::string HkdfSha256(std::string_view key_material, std::string_view salt,
                       std::string_view info, size_t size);

}  // namespace certseal
