// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

struct evp_pkey_st;

namespace certseal {

// EcdsaP256Signature is an ECDSA-Sig-Value over P-256 (RFC 3279 §2.2.3) in the one form
// that counts here. Of every signature (r, s) there is a twin (r, n-s) that verifies as
// well; only the one whose s is in the lower half is a signature for us, so nobody can
// turn one valid file into another.
class EcdsaP256Signature {
 public:
  // FromDer accepts DER alone, r and s within 1 to n-1, s in its lower half.
  static std::optional<EcdsaP256Signature> FromDer(std::string_view der);

  // Normalize takes whichever twin a library made.
  static std::optional<EcdsaP256Signature> Normalize(std::string_view der);

  const std::string& der() const { return der_; }
  static constexpr size_t kMaxSize = 72;  // of der()

 private:
  explicit EcdsaP256Signature(std::string der) : der_(std::move(der)) {}
  std::string der_;
};

// EcdsaP256PublicKey verifies ECDSA signatures over SHA-256 (FIPS 186-4).
class EcdsaP256PublicKey {
 public:
  // FromSpki reads a DER SubjectPublicKeyInfo: the named curve, an uncompressed point
  // on it.
  static std::optional<EcdsaP256PublicKey> FromSpki(std::string_view der);

  [[nodiscard]] bool Verify(std::string_view message,
                            const EcdsaP256Signature& signature) const;

 private:
  explicit EcdsaP256PublicKey(std::shared_ptr<evp_pkey_st> key)
      : key_(std::move(key)) {}
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace certseal
