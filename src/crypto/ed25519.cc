// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include "base/encoding.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {
constexpr std::string_view kMulticodecEd25519 = "\xed\x01";
}

std::optional<Ed25519Signature> Ed25519Signature::FromBytes(std::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  Ed25519Signature signature;
  bytes.copy(reinterpret_cast<char*>(signature.bytes_.data()), kSize);
  return signature;
}

std::optional<Ed25519PublicKey> Ed25519PublicKey::FromBytes(std::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  Ed25519PublicKey key;
  bytes.copy(reinterpret_cast<char*>(key.bytes_.data()), kSize);
  return key;
}

std::optional<Ed25519PublicKey> Ed25519PublicKey::FromMultikey(std::string_view text) {
  if (!text.starts_with('z')) return std::nullopt;
  const auto bytes = Base58Decode(text.substr(1));
  if (!bytes || !bytes->starts_with(kMulticodecEd25519)) return std::nullopt;
  return FromBytes(std::string_view(*bytes).substr(kMulticodecEd25519.size()));
}

std::string Ed25519PublicKey::Multikey() const {
  return "z" + Base58Encode(std::string(kMulticodecEd25519) + std::string(bytes()));
}

bool Ed25519PublicKey::Verify(std::string_view message,
                              const Ed25519Signature& signature) const {
  const ossl::Pkey key(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr,
                                                   bytes_.data(), bytes_.size()));
  const ossl::MdCtx ctx(EVP_MD_CTX_new());
  return key && ctx &&
         EVP_DigestVerifyInit(ctx.get(), nullptr, nullptr, nullptr, key.get()) == 1 &&
         EVP_DigestVerify(ctx.get(), ossl::Data(signature.bytes()),
                          Ed25519Signature::kSize, ossl::Data(message),
                          message.size()) == 1;
}

}  // namespace certseal
