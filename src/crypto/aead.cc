// SPDX-License-Identifier: Apache-2.0
#include "crypto/aead.h"

#include "crypto/openssl.h"

namespace certseal {
namespace {

unsigned char* Writable(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

int Length(std::string_view bytes) { return static_cast<int>(bytes.size()); }

}  // namespace

std::string Aes256GcmSeal(std::string_view key, std::string_view nonce,
                          std::string_view plaintext, std::string_view associated_data) {
  ossl::Must(key.size() == kAeadKeySize && nonce.size() == kAeadNonceSize);
  std::string sealed(plaintext.size(), '\0');
  std::string tag(kAeadTagSize, '\0');
  int length = 0;
  const ossl::CipherCtx ctx(EVP_CIPHER_CTX_new());
  ossl::Must(
      ctx &&
      EVP_EncryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, ossl::Data(key),
                         ossl::Data(nonce)) == 1 &&
      EVP_EncryptUpdate(ctx.get(), nullptr, &length, ossl::Data(associated_data),
                        Length(associated_data)) == 1 &&
      EVP_EncryptUpdate(ctx.get(), Writable(sealed), &length, ossl::Data(plaintext),
                        Length(plaintext)) == 1 &&
      EVP_EncryptFinal_ex(ctx.get(), Writable(tag), &length) == 1 &&
      EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_GET_TAG, Length(tag), tag.data()) == 1);
  return sealed + tag;
}

std::optional<std::string> Aes256GcmOpen(std::string_view key, std::string_view nonce,
                                         std::string_view sealed,
                                         std::string_view associated_data) {
  ossl::Must(key.size() == kAeadKeySize && nonce.size() == kAeadNonceSize);
  if (sealed.size() < kAeadTagSize) return std::nullopt;
  const std::string_view ciphertext = sealed.substr(0, sealed.size() - kAeadTagSize);
  std::string tag(sealed.substr(ciphertext.size()));
  std::string plaintext(ciphertext.size(), '\0');
  int length = 0;
  unsigned char none[16];
  const ossl::CipherCtx ctx(EVP_CIPHER_CTX_new());
  const bool ok =
      ctx &&
      EVP_DecryptInit_ex(ctx.get(), EVP_aes_256_gcm(), nullptr, ossl::Data(key),
                         ossl::Data(nonce)) == 1 &&
      EVP_DecryptUpdate(ctx.get(), nullptr, &length, ossl::Data(associated_data),
                        Length(associated_data)) == 1 &&
      EVP_DecryptUpdate(ctx.get(), Writable(plaintext), &length, ossl::Data(ciphertext),
                        Length(ciphertext)) == 1 &&
      EVP_CIPHER_CTX_ctrl(ctx.get(), EVP_CTRL_GCM_SET_TAG, Length(tag), tag.data()) == 1 &&
      EVP_DecryptFinal_ex(ctx.get(), none, &length) == 1;
  if (!ok) return std::nullopt;
  return plaintext;
}

}  // namespace certseal
