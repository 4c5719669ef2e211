// SPDX-License-Identifier: Apache-2.0
//
// Files that would keep the program busy for hours before it knew whether the
// passphrase is right.
#include "keys/derivation_work.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>

#include "crypto/openssl.h"
#include "keys/pkcs12.h"
#include "keys/private_key.h"

namespace certseal {
namespace {

using Algorithm = ossl::Owned<X509_ALGOR, X509_ALGOR_free>;
using Sealed = ossl::Owned<X509_SIG, X509_SIG_free>;

constexpr char kTooMuch[] = "it asks for more work than opening a key needs";

unsigned char kSalt[16] = {};

Algorithm Pbkdf2(int iterations) {
  return Algorithm(PKCS5_pbe2_set_iv(EVP_aes_256_cbc(), iterations, kSalt, 16, kSalt,
                                     NID_hmacWithSHA256));
}

Algorithm Pbes1(int iterations) {
  return Algorithm(
      PKCS5_pbe_set(NID_pbe_WithSHA1And3_Key_TripleDES_CBC, iterations, kSalt, 16));
}

// PKCS5_pbe2_set_scrypt derives nothing, but refuses what this OpenSSL would not do.
Algorithm Scrypt(uint64_t n, uint64_t r, uint64_t p) {
  return Algorithm(PKCS5_pbe2_set_scrypt(EVP_aes_256_cbc(), kSalt, 16, kSalt, n, r, p));
}

std::string Why(const Algorithm& algorithm) {
  ossl::Must(algorithm != nullptr);
  const Result<void> modest = DemandModestWork(algorithm.get());
  return modest ? "" : modest.error().message;
}

// A key file whose parameters are these and whose contents are none.
std::string PemOf(Algorithm algorithm) {
  const Sealed sealed(X509_SIG_new());
  X509_ALGOR* encryption = nullptr;
  ASN1_OCTET_STRING* octets = nullptr;
  X509_SIG_getm(sealed.get(), &encryption, &octets);
  ossl::Must(X509_ALGOR_copy(encryption, algorithm.get()) == 1 &&
             ASN1_OCTET_STRING_set(octets, kSalt, 16) == 1);
  const ossl::Bio bio(BIO_new(BIO_s_mem()));
  ossl::Must(PEM_write_bio_PKCS8(bio.get(), sealed.get()) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &data);
  return std::string(data, static_cast<size_t>(size));
}

TEST(DerivationWork, IsWhatPeopleUse) {
  EXPECT_EQ(Why(Pbkdf2(1)), "");
  EXPECT_EQ(Why(Pbkdf2(1'300'000)), "");
  EXPECT_EQ(Why(Pbes1(2048)), "");
  EXPECT_EQ(Why(Scrypt(16384, 8, 16)), "");
}

TEST(DerivationWork, IsBounded) {
  EXPECT_EQ(Why(Pbkdf2(2'000'001)), kTooMuch);
  EXPECT_EQ(Why(Pbkdf2(0x7fffffff)), kTooMuch);
  EXPECT_EQ(Why(Pbes1(0x7fffffff)), kTooMuch);
  EXPECT_EQ(Why(Scrypt(16384, 8, 65)), kTooMuch);
  EXPECT_EQ(Why(Scrypt(2, 1, 100'000)), kTooMuch);
}

TEST(DerivationWork, IsBoundedBeforeAKeyIsOpened) {
  const Secret passphrase("open sesame");
  for (const std::string& pem :
       {PemOf(Pbkdf2(0x7fffffff)), PemOf(Scrypt(16384, 8, 1000))}) {
    const auto ed25519 = Ed25519PrivateKey::FromEncryptedPem(pem, passphrase);
    const auto p256 = P256PrivateKey::FromEncryptedPem(pem, passphrase);
    ASSERT_FALSE(ed25519 || p256);
    EXPECT_EQ(ed25519.error().message, kTooMuch);
    EXPECT_EQ(p256.error().message, kTooMuch);
  }
}

// The outer check passes, so that the inner one is what is left to ask for too much.
std::string Pkcs12WithKey(Algorithm algorithm, const Secret& passphrase) {
  X509_SIG* sealed = X509_SIG_new();
  X509_ALGOR* encryption = nullptr;
  ASN1_OCTET_STRING* octets = nullptr;
  X509_SIG_getm(sealed, &encryption, &octets);
  ossl::Must(X509_ALGOR_copy(encryption, algorithm.get()) == 1 &&
             ASN1_OCTET_STRING_set(octets, kSalt, 16) == 1);
  STACK_OF(PKCS12_SAFEBAG)* bags = sk_PKCS12_SAFEBAG_new_null();
  sk_PKCS12_SAFEBAG_push(bags, PKCS12_SAFEBAG_create0_pkcs8(sealed));
  STACK_OF(PKCS7)* safes = nullptr;
  ossl::Must(PKCS12_add_safe(&safes, bags, -1, 0, nullptr) == 1);
  const ossl::Owned<PKCS12, PKCS12_free> pfx(PKCS12_add_safes(safes, 0));
  const auto size = static_cast<int>(passphrase.view().size());
  ossl::Must(PKCS12_set_mac(pfx.get(), passphrase.view().data(), size, kSalt, 8, 1,
                            EVP_sha256()) == 1);
  sk_PKCS12_SAFEBAG_pop_free(bags, PKCS12_SAFEBAG_free);
  sk_PKCS7_pop_free(safes, PKCS7_free);
  unsigned char* der = nullptr;
  const int length = i2d_PKCS12(pfx.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(length));
  OPENSSL_free(der);
  return bytes;
}

TEST(DerivationWork, IsBoundedInsidePkcs12) {
  const Secret passphrase("open sesame");
  const auto now = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
  const auto read = [&](Algorithm algorithm) {
    return ReadPkcs12(Pkcs12WithKey(std::move(algorithm), passphrase), passphrase, now);
  };
  const auto hostile = read(Pbkdf2(0x7fffffff));
  ASSERT_FALSE(hostile);
  EXPECT_EQ(hostile.error().message, kTooMuch);
  const auto modest = read(Pbkdf2(1));
  ASSERT_FALSE(modest);  // there is nothing in it
  EXPECT_NE(modest.error().message, kTooMuch);
}

}  // namespace
}  // namespace certseal
