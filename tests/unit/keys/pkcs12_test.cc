// SPDX-License-Identifier: Apache-2.0
#include "keys/pkcs12.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "keys/school_certificates.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

const char* const kPassphrase = "of the purchase";

ossl::Pkey NewKey(const char* kind) {
  return ossl::Pkey(std::string_view(kind) == "RSA"
                        ? EVP_PKEY_Q_keygen(nullptr, nullptr, "RSA", size_t{2048})
                        : EVP_EC_gen(kind));
}

struct Subject {
  const char* name;
  const char* constraints = "critical,CA:FALSE";
  const char* usage = "critical,digitalSignature";
  long from = -86400;  // seconds from now
  long to = 86400;
};

void AddExtension(X509* x, int nid, const char* value) {
  X509V3_CTX ctx;
  X509V3_set_ctx(&ctx, x, x, nullptr, nullptr, 0);
  const ossl::Owned<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509V3_EXT_conf_nid(nullptr, &ctx, nid, value));
  ossl::Must(extension && X509_add_ext(x, extension.get(), -1) == 1);
}

ossl::X509Ptr Issue(const Subject& subject, EVP_PKEY* key, X509* issuer,
                    EVP_PKEY* issuer_key) {
  ossl::X509Ptr certificate(X509_new());
  X509* x = certificate.get();
  X509_set_version(x, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(x), 5);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8,
                             ossl::Data(subject.name), -1, -1, 0);
  X509_set_issuer_name(x, X509_get_subject_name(issuer ? issuer : x));
  X509_gmtime_adj(X509_getm_notBefore(x), subject.from);
  X509_gmtime_adj(X509_getm_notAfter(x), subject.to);
  X509_set_pubkey(x, key);
  AddExtension(x, NID_basic_constraints, subject.constraints);
  AddExtension(x, NID_key_usage, subject.usage);
  ossl::Must(X509_sign(x, issuer_key, EVP_sha256()) > 0);
  return certificate;
}

std::string Pack(EVP_PKEY* key, X509* certificate, const std::vector<X509*>& others) {
  STACK_OF(X509)* stack = sk_X509_new_null();
  for (X509* each : others) sk_X509_push(stack, each);
  const ossl::Owned<PKCS12, PKCS12_free> pfx(
      PKCS12_create(kPassphrase, "name", key, certificate, stack, 0, 0, 2048, 2048, 0));
  sk_X509_free(stack);
  ossl::Must(pfx != nullptr);
  unsigned char* der = nullptr;
  const int size = i2d_PKCS12(pfx.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  return bytes;
}

constexpr Subject kRoot{"Root", "critical,CA:TRUE", "critical,keyCertSign"};
constexpr Subject kAuthority{"Authority", "critical,CA:TRUE", "critical,keyCertSign"};

// A root, an authority below it, and what they sell.
struct Shop {
  ossl::Pkey root_key = NewKey("RSA");
  ossl::Pkey authority_key = NewKey("P-256");
  ossl::X509Ptr root = Issue(kRoot, root_key.get(), nullptr, root_key.get());
  ossl::X509Ptr authority =
      Issue(kAuthority, authority_key.get(), root.get(), root_key.get());

  std::string Sell(const Subject& subject, const char* kind = "P-256") const {
    const ossl::Pkey key = NewKey(kind);
    const ossl::X509Ptr leaf =
        Issue(subject, key.get(), authority.get(), authority_key.get());
    return Pack(key.get(), leaf.get(), {root.get(), authority.get()});
  }
};

std::string Why(const std::string& pfx, const char* passphrase = kPassphrase) {
  const auto identity = ReadPkcs12(pfx, Secret(passphrase), SystemNow());
  return identity ? "accepted" : identity.error().message;
}

TEST(Pkcs12, OpensAPurchase) {
  const Shop shop;
  const auto identity =
      ReadPkcs12(shop.Sell({"A School"}), Secret(kPassphrase), SystemNow());
  ASSERT_TRUE(identity) << identity.error().message;
  // Leaf first, then issuer by issuer, whatever the order in the file.
  ASSERT_EQ(identity->chain.size(), 3u);
  EXPECT_EQ(identity->chain[0].CommonName(), "A School");
  EXPECT_EQ(identity->chain[1].CommonName(), "Authority");
  EXPECT_EQ(identity->chain[2].CommonName(), "Root");
  EXPECT_EQ(identity->key.SpkiDigest(), identity->chain[0].spki_digest());
  const auto again = CertificatesFromPem(CertificatesToPem(identity->chain));
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, identity->chain);
}

TEST(Pkcs12, LeavesStrangersOut) {
  const Shop shop, other;
  const ossl::Pkey key = NewKey("P-256");
  const ossl::X509Ptr leaf =
      Issue({"A School"}, key.get(), shop.authority.get(), shop.authority_key.get());
  // The other shop's authority has the same name and another key.
  const auto identity =
      ReadPkcs12(Pack(key.get(), leaf.get(), {other.authority.get(), other.root.get()}),
                 Secret(kPassphrase), SystemNow());
  ASSERT_TRUE(identity);
  EXPECT_EQ(identity->chain.size(), 1u);
}

TEST(Pkcs12, RefusesWhatCannotSignCertificates) {
  const Shop shop;
  EXPECT_EQ(Why(shop.Sell({"A School"}, "RSA")),
            "its key is RSA of 2048 bits; certificates are signed with ECDSA P-256");
  EXPECT_EQ(Why(shop.Sell({"A School"}, "P-384")),
            "its key is EC of 384 bits; certificates are signed with ECDSA P-256");
  EXPECT_THAT(Why(shop.Sell({"A School", "critical,CA:TRUE"})),
              HasSubstr("an authority's"));
  EXPECT_THAT(
      Why(shop.Sell({"A School", "critical,CA:FALSE", "critical,keyAgreement"})),
      HasSubstr("may not sign"));
  EXPECT_THAT(Why(shop.Sell({.name = "A School", .to = -3600})),
              HasSubstr("expired on "));
  EXPECT_THAT(Why(shop.Sell({.name = "A School", .from = 3600})),
              HasSubstr("is valid from "));
}

TEST(Pkcs12, RefusesWrongPassphrasesAndDamage) {
  const Shop shop;
  const std::string pfx = shop.Sell({"A School"});
  EXPECT_EQ(Why(pfx, "another one"), "the passphrase does not open it");
  EXPECT_EQ(Why(pfx, ""), "the passphrase does not open it");
  EXPECT_EQ(Why("garbage"), "it is not a PKCS#12 file (.p12, .pfx)");
  EXPECT_EQ(Why(std::string(kMaxPkcs12 + 1, '0')),
            "it is larger than a PKCS#12 file can be");
  for (size_t i = 0; i < pfx.size(); i += 7) {
    EXPECT_NE(Why(pfx.substr(0, i)), "accepted") << i;
    std::string bent = pfx;
    bent[i] = static_cast<char>(bent[i] ^ 0x20);
    Why(bent);  // must not crash, whatever it says
  }
}

TEST(Pkcs12, RefusesAKeyOfAnotherCertificate) {
  const Shop shop;
  const ossl::Pkey key = NewKey("P-256");
  // PKCS12_parse gives the certificate whose localKeyID is the key's: none here.
  STACK_OF(X509)* stack = sk_X509_new_null();
  sk_X509_push(stack, shop.authority.get());
  const ossl::Owned<PKCS12, PKCS12_free> pfx(PKCS12_create(
      kPassphrase, "name", key.get(), nullptr, stack, 0, 0, 2048, 2048, 0));
  sk_X509_free(stack);
  unsigned char* der = nullptr;
  const int size = i2d_PKCS12(pfx.get(), &der);
  const std::string bytes(reinterpret_cast<char*>(der), static_cast<size_t>(size));
  OPENSSL_free(der);
  EXPECT_EQ(Why(bytes), "it does not hold a private key with its certificate");
}

}  // namespace
}  // namespace certseal
