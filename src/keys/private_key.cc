// SPDX-License-Identifier: Apache-2.0
#include "keys/private_key.h"

#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

#include "base/strings.h"
#include "keys/derivation_work.h"

namespace certseal {
namespace {

constexpr int kSaltSize = 16;

using Algorithm = ossl::Owned<X509_ALGOR, X509_ALGOR_free>;
using PrivateKeyInfo = ossl::Owned<PKCS8_PRIV_KEY_INFO, PKCS8_PRIV_KEY_INFO_free>;
using EncryptedKey = ossl::Owned<X509_SIG, X509_SIG_free>;

Result<std::string> Encrypt(const EVP_PKEY* key, const Secret& passphrase) {
  TRY(DemandStrength(passphrase));
  unsigned char salt[kSaltSize];
  ossl::Must(RAND_bytes(salt, kSaltSize) == 1);
  Algorithm pbe(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), salt, kSaltSize, nullptr,
                                      kScryptN, kScryptR, kScryptP));
  const PrivateKeyInfo plain(EVP_PKEY2PKCS8(key));
  ossl::Must(pbe && plain);
  const EncryptedKey sealed(PKCS8_set0_pbe(passphrase.view().data(),
                                           static_cast<int>(passphrase.view().size()),
                                           plain.get(), pbe.get()));
  ossl::Must(sealed != nullptr);
  (void)pbe.release();  // the encrypted key owns it now
  const ossl::Bio bio(BIO_new(BIO_s_mem()));
  ossl::Must(bio && PEM_write_bio_PKCS8(bio.get(), sealed.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

Result<ossl::Pkey> Decrypt(std::string_view pem, const Secret& passphrase) {
  const ossl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const EncryptedKey sealed(PEM_read_bio_PKCS8(bio.get(), nullptr, nullptr, nullptr));
  if (!sealed) {
    ERR_clear_error();
    return Fail("not an encrypted private key (PKCS#8 in PEM)");
  }
  const X509_ALGOR* encryption = nullptr;
  X509_SIG_get0(sealed.get(), &encryption, nullptr);
  TRY(DemandModestWork(encryption));
  const PrivateKeyInfo plain(PKCS8_decrypt(sealed.get(), passphrase.view().data(),
                                           static_cast<int>(passphrase.view().size())));
  if (!plain) {
    ERR_clear_error();
    return Fail("the passphrase does not open it");
  }
  ossl::Pkey key(EVP_PKCS82PKEY(plain.get()));
  if (!key) {
    ERR_clear_error();
    return Fail("it holds no key that this program knows");
  }
  return key;
}

}  // namespace

Ed25519PrivateKey Ed25519PrivateKey::Generate() {
  auto key = Adopt(ossl::Pkey(EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519")));
  ossl::Must(key.has_value());
  return std::move(*key);
}

Result<Ed25519PrivateKey> Ed25519PrivateKey::Adopt(ossl::Pkey key) {
  std::string raw(Ed25519PublicKey::kSize, '\0');
  size_t size = raw.size();
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_ED25519 ||
      EVP_PKEY_get_raw_public_key(
          key.get(), reinterpret_cast<unsigned char*>(raw.data()), &size) != 1) {
    return Fail("it is not an Ed25519 key");
  }
  const auto public_key = Ed25519PublicKey::FromBytes(raw);
  ossl::Must(public_key.has_value());
  return Ed25519PrivateKey(std::move(key), *public_key);
}

Result<Ed25519PrivateKey> Ed25519PrivateKey::FromEncryptedPem(std::string_view pem,
                                                              const Secret& passphrase) {
  ASSIGN_OR_RETURN(ossl::Pkey key, Decrypt(pem, passphrase));
  return Adopt(std::move(key));
}

Result<std::string> Ed25519PrivateKey::ToEncryptedPem(const Secret& passphrase) const {
  return Encrypt(key_.get(), passphrase);
}

Ed25519Signature Ed25519PrivateKey::Sign(std::string_view message) const {
  std::string bytes(Ed25519Signature::kSize, '\0');
  size_t size = bytes.size();
  const ossl::MdCtx ctx(EVP_MD_CTX_new());
  ossl::Must(ctx &&
             EVP_DigestSignInit(ctx.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
             EVP_DigestSign(ctx.get(), reinterpret_cast<unsigned char*>(bytes.data()),
                            &size, ossl::Data(message), message.size()) == 1);
  return *Ed25519Signature::FromBytes(bytes);
}

P256PrivateKey P256PrivateKey::Generate() {
  ossl::Pkey key(EVP_EC_gen("P-256"));
  ossl::Must(key != nullptr);
  return P256PrivateKey(std::move(key));
}

Result<P256PrivateKey> P256PrivateKey::FromEncryptedPem(std::string_view pem,
                                                        const Secret& passphrase) {
  ASSIGN_OR_RETURN(ossl::Pkey key, Decrypt(pem, passphrase));
  return Adopt(std::move(key));
}

Result<P256PrivateKey> P256PrivateKey::Adopt(ossl::Pkey key) {
  char group[32] = "";
  size_t size = 0;
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC ||
      EVP_PKEY_get_group_name(key.get(), group, sizeof group, &size) != 1 ||
      std::string_view(group, size) != "prime256v1") {
    return Fail("it is not an ECDSA P-256 key");
  }
  return P256PrivateKey(std::move(key));
}

Result<std::string> P256PrivateKey::ToEncryptedPem(const Secret& passphrase) const {
  return Encrypt(key_.get(), passphrase);
}

EcdsaP256Signature P256PrivateKey::Sign(std::string_view message) const {
  std::string der(EcdsaP256Signature::kMaxSize, '\0');
  size_t size = der.size();
  const ossl::MdCtx ctx(EVP_MD_CTX_new());
  ossl::Must(ctx &&
             EVP_DigestSignInit(ctx.get(), nullptr, EVP_sha256(), nullptr, key_.get()) ==
                 1 &&
             EVP_DigestSign(ctx.get(), reinterpret_cast<unsigned char*>(der.data()),
                            &size, ossl::Data(message), message.size()) == 1);
  auto signature = EcdsaP256Signature::Normalize(std::string_view(der).substr(0, size));
  ossl::Must(signature.has_value());
  return std::move(*signature);
}

P256PrivateKey P256PrivateKey::Share() const {
  ossl::Must(EVP_PKEY_up_ref(key_.get()) == 1);
  return P256PrivateKey(ossl::Pkey(key_.get()));
}

Sha256Digest P256PrivateKey::SpkiDigest() const {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key_.get(), &der);
  ossl::Must(size > 0);
  const Sha256Digest digest =
      Sha256({reinterpret_cast<char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return digest;
}

}  // namespace certseal
