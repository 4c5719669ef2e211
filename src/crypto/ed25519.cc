// SPDX-License-Identifier: Apache-2.0
#include "crypto/ed25519.h"

#include <algorithm>

#include "base/encoding.h"
#include "crypto/openssl.h"

namespace certseal {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMulticodecEd25519 = "\xed\x01";

// The y coordinates, least byte first, of the eight points of small order. Of each of
// them x or its negative may be meant, by the highest bit of an encoding.
constexpr std::string_view kSmallOrder[] = {
    "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv,
    "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv,
    "\x26\xe8\x95\x8f\xc2\xb2\x27\xb0\x45\xc3\xf4\x89\xf2\xef\x98\xf0"
    "\xd5\xdf\xac\x05\xd3\xc6\x33\x39\xb1\x38\x02\x88\x6d\x53\xfc\x05"sv,
    "\xc7\x17\x6a\x70\x3d\x4d\xd8\x4f\xba\x3c\x0b\x76\x0d\x10\x67\x0f"
    "\x2a\x20\x53\xfa\x2c\x39\xcc\xc6\x4e\xc7\xfd\x77\x92\xac\x03\x7a"sv,
    "\xec\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv};

// 2^255 - 19, least byte first.
constexpr std::string_view kFieldPrime =
    "\xed\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
    "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv;

bool ProvesSomething(std::string_view key) {
  std::string y(key);
  y.back() = static_cast<char>(y.back() & 0x7f);
  const bool canonical = std::lexicographical_compare(
      y.rbegin(), y.rend(), kFieldPrime.rbegin(), kFieldPrime.rend(),
      [](char a, char b) { return static_cast<uint8_t>(a) < static_cast<uint8_t>(b); });
  return canonical && std::ranges::find(kSmallOrder, y) == std::ranges::end(kSmallOrder);
}

}  // namespace

std::optional<Ed25519Signature> Ed25519Signature::FromBytes(std::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  Ed25519Signature signature;
  bytes.copy(reinterpret_cast<char*>(signature.bytes_.data()), kSize);
  return signature;
}

std::optional<Ed25519PublicKey> Ed25519PublicKey::FromBytes(std::string_view bytes) {
  if (bytes.size() != kSize || !ProvesSomething(bytes)) return std::nullopt;
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
