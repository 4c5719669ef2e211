// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <openssl/pem.h>

#include "keys/private_key.h"
#include "keys/school_certificates.h"

namespace certseal {
namespace {

const std::string_view kPassphrase = "correct horse battery";

TEST(PrivateKey, OpensOnlyWithItsPassphrase) {
  const Ed25519PrivateKey key = Ed25519PrivateKey::Generate();
  const std::string pem = *key.ToEncryptedPem(Secret(kPassphrase));
  EXPECT_TRUE(pem.starts_with("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"));
  const auto opened = Ed25519PrivateKey::FromEncryptedPem(pem, Secret(kPassphrase));
  ASSERT_TRUE(opened);
  EXPECT_TRUE(key.public_key().Verify("message", opened->Sign("message")));
  EXPECT_FALSE(key.public_key().Verify("other", opened->Sign("message")));
  const auto refused = Ed25519PrivateKey::FromEncryptedPem(pem, Secret("wrong passphrase"));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message, "the passphrase does not open it");
}

TEST(PrivateKey, RefusesWeakPassphrasesAndOtherKinds) {
  EXPECT_FALSE(Ed25519PrivateKey::Generate().ToEncryptedPem(Secret("short")));
  const std::string p256 = *P256PrivateKey::Generate().ToEncryptedPem(Secret(kPassphrase));
  const auto as_ed25519 = Ed25519PrivateKey::FromEncryptedPem(p256, Secret(kPassphrase));
  ASSERT_FALSE(as_ed25519);
  EXPECT_EQ(as_ed25519.error().message, "it is not an Ed25519 key");
  EXPECT_FALSE(P256PrivateKey::FromEncryptedPem("garbage", Secret(kPassphrase)));
  EXPECT_TRUE(P256PrivateKey::FromEncryptedPem(p256, Secret(kPassphrase)));
}

ossl::X509Ptr ReadPem(const std::string& pem) {
  const ossl::Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return ossl::X509Ptr(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
}

TEST(SchoolCertificates, FormAChainThatOpenSslAccepts) {
  const P256PrivateKey authority = P256PrivateKey::Generate();
  const P256PrivateKey document = P256PrivateKey::Generate();
  const std::string name = "École d'esthétique médicale " + std::string(80, 'x');
  const auto pems = MakeSchoolCertificates(name, authority, document, SystemNow());
  ASSERT_TRUE(pems);
  const auto ca = ReadPem(pems->authority);
  const auto leaf = ReadPem(pems->document);
  ASSERT_TRUE(ca && leaf);
  const ossl::Owned<X509_STORE, X509_STORE_free> store(X509_STORE_new());
  ASSERT_EQ(X509_STORE_add_cert(store.get(), ca.get()), 1);
  const ossl::Owned<X509_STORE_CTX, X509_STORE_CTX_free> ctx(X509_STORE_CTX_new());
  ASSERT_EQ(X509_STORE_CTX_init(ctx.get(), store.get(), leaf.get(), nullptr), 1);
  X509_STORE_CTX_set_flags(ctx.get(), X509_V_FLAG_X509_STRICT);
  EXPECT_EQ(X509_verify_cert(ctx.get()), 1)
      << X509_verify_cert_error_string(X509_STORE_CTX_get_error(ctx.get()));
  EXPECT_EQ(X509_check_private_key(leaf.get(), document.get()), 1);
}

TEST(Secret, MovesAndCompares) {
  Secret a("abc");
  const Secret b = std::move(a);
  EXPECT_EQ(b.view(), "abc");
  EXPECT_TRUE(b == Secret("abc"));
  EXPECT_FALSE(b == Secret("abd"));
}

}  // namespace
}  // namespace certseal
