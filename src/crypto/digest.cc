// SPDX-License-Identifier: Apache-2.0
#include "crypto/digest.h"

#include "base/encoding.h"
#include "crypto/openssl.h"

namespace certseal {

std::optional<Sha256Digest> Sha256Digest::FromBytes(std::string_view bytes) {
  if (bytes.size() != kSize) return std::nullopt;
  Sha256Digest digest;
  bytes.copy(reinterpret_cast<char*>(digest.bytes_.data()), kSize);
  return digest;
}

std::optional<Sha256Digest> Sha256Digest::FromHex(std::string_view hex) {
  const auto bytes = HexDecode(hex);
  return bytes ? FromBytes(*bytes) : std::nullopt;
}

std::optional<Sha256Digest> Sha256Digest::FromBase64(std::string_view base64) {
  const auto bytes = Base64Decode(base64);
  return bytes ? FromBytes(*bytes) : std::nullopt;
}

std::string Sha256Digest::Hex() const { return HexEncode(bytes()); }
std::string Sha256Digest::Base64() const { return Base64Encode(bytes()); }

// Looking the algorithm up takes OpenSSL longer than hashing a short message: it is
// done once, and each thread keeps its context.
Sha256Digest Sha256(std::string_view first, std::string_view second) {
  static const ossl::Owned<EVP_MD, EVP_MD_free> sha256(
      EVP_MD_fetch(nullptr, "SHA256", nullptr));
  thread_local const ossl::MdCtx ctx(EVP_MD_CTX_new());
  Sha256Digest digest;
  ossl::Must(sha256 && ctx &&
             EVP_DigestInit_ex(ctx.get(), sha256.get(), nullptr) == 1 &&
             EVP_DigestUpdate(ctx.get(), first.data(), first.size()) == 1 &&
             EVP_DigestUpdate(ctx.get(), second.data(), second.size()) == 1 &&
             EVP_DigestFinal_ex(ctx.get(), digest.bytes_.data(), nullptr) == 1);
  return digest;
}

Sha256Digest Sha256(std::string_view message) { return Sha256(message, {}); }

std::string HkdfSha256(std::string_view key_material, std::string_view salt,
                       std::string_view info, size_t size) {
  std::string out(size, '\0');
  const ossl::PkeyCtx ctx(EVP_PKEY_CTX_new_id(EVP_PKEY_HKDF, nullptr));
  const auto length = [](std::string_view s) { return static_cast<int>(s.size()); };
  ossl::Must(ctx && EVP_PKEY_derive_init(ctx.get()) == 1 &&
             EVP_PKEY_CTX_set_hkdf_md(ctx.get(), EVP_sha256()) == 1 &&
             EVP_PKEY_CTX_set1_hkdf_salt(ctx.get(), ossl::Data(salt), length(salt)) == 1 &&
             EVP_PKEY_CTX_set1_hkdf_key(ctx.get(), ossl::Data(key_material),
                                        length(key_material)) == 1 &&
             EVP_PKEY_CTX_add1_hkdf_info(ctx.get(), ossl::Data(info), length(info)) == 1 &&
             EVP_PKEY_derive(ctx.get(), reinterpret_cast<unsigned char*>(out.data()),
                             &size) == 1);
  return out;
}

}  // namespace certseal
