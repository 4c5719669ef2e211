// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string_view>

#include "base/encoding.h"
#include "crypto/ed25519.h"
#include "crypto/openssl.h"

namespace certseal {

// TestSigner signs with a key that is known to everyone, from a 32-byte seed: for
// tests, fixtures and benchmarks.
class TestSigner final : public Ed25519Signer {
 public:
  explicit TestSigner(std::string_view seed)
      : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, ossl::Data(seed),
                                          seed.size())),
        public_key_(PublicKeyOf(key_)) {}

  // OfRepeated has a seed of 32 equal bytes.
  static TestSigner OfRepeated(char byte) { return TestSigner(std::string(32, byte)); }

  // FromMultikey reads "z" + base58btc(80 26 ‖ seed), as the W3C's vectors write it.
  static TestSigner FromMultikey(std::string_view text) {
    const auto bytes = Base58Decode(text.substr(1));
    ossl::Must(bytes && bytes->size() == 34 && bytes->starts_with("\x80\x26"));
    return TestSigner(bytes->substr(2));
  }

  const Ed25519PublicKey& public_key() const override { return public_key_; }

  Ed25519Signature Sign(std::string_view message) const override {
    const ossl::MdCtx ctx(EVP_MD_CTX_new());
    unsigned char out[Ed25519Signature::kSize];
    size_t size = sizeof out;
    ossl::Must(
        ctx &&
        EVP_DigestSignInit(ctx.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
        EVP_DigestSign(ctx.get(), out, &size, ossl::Data(message), message.size()) ==
            1);
    return *Ed25519Signature::FromBytes({reinterpret_cast<char*>(out), size});
  }

 private:
  static Ed25519PublicKey PublicKeyOf(const ossl::Pkey& key) {
    unsigned char out[Ed25519PublicKey::kSize];
    size_t size = sizeof out;
    ossl::Must(key && EVP_PKEY_get_raw_public_key(key.get(), out, &size) == 1);
    return *Ed25519PublicKey::FromBytes({reinterpret_cast<char*>(out), size});
  }

  ossl::Pkey key_;
  Ed25519PublicKey public_key_;
};

}  // namespace certseal
