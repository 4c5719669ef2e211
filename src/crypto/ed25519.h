// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// Ed25519Signature is 64 bytes that may or may not verify (RFC 8032 §5.1.6).
class Ed25519Signature {
 public:
  static constexpr size_t kSize = 64;
  static std::optional<Ed25519Signature> FromBytes(std::string_view bytes);
  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  bool operator==(const Ed25519Signature&) const = default;

 private:
  Ed25519Signature() = default;
  std::array<uint8_t, kSize> bytes_{};
};

// Ed25519PublicKey verifies pure Ed25519 signatures.
class Ed25519PublicKey {
 public:
  static constexpr size_t kSize = 32;
  // FromBytes refuses what nobody's private key makes, and under which anybody can make
  // signatures: points of small order, and coordinates that are not reduced.
  static std::optional<Ed25519PublicKey> FromBytes(std::string_view bytes);
  // FromMultikey reads "z" + base58btc(ed 01 ‖ key), as DID documents write it.
  static std::optional<Ed25519PublicKey> FromMultikey(std::string_view text);

  std::string_view bytes() const {
    return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
  }
  std::string Multikey() const;

  [[nodiscard]] bool Verify(std::string_view message,
                            const Ed25519Signature& signature) const;

  auto operator<=>(const Ed25519PublicKey&) const = default;

 private:
  Ed25519PublicKey() = default;
  std::array<uint8_t, kSize> bytes_{};
};

// Ed25519Signer signs with a key it does not show. The private keys of keys/ are such;
// code that only needs a signature takes this.
class Ed25519Signer {
 public:
  virtual ~Ed25519Signer() = default;
  virtual const Ed25519PublicKey& public_key() const = 0;
  virtual Ed25519Signature Sign(std::string_view message) const = 0;
};

}  // namespace certseal
