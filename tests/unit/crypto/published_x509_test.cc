// SPDX-License-Identifier: Apache-2.0
//
// Certificates of NIST's PKITS and of pyca/cryptography's vectors, against our reader.
// Paths are not ours to judge: a key counts because a school pinned it.
#include <gtest/gtest.h>

#include <map>

#include "base/encoding.h"
#include "crypto/x509_certificate.h"
#include "support/vector_file.h"

namespace certseal {
namespace {

Result<X509Certificate> Read(const nlohmann::json& base64) {
  return X509Certificate::FromDer(*Base64Decode(base64.get<std::string>()));
}

class Pkits : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const nlohmann::json file = ReadVectorFile("x509-suite/pkits.json");
    for (const auto& [name, base64] : file.items()) {
      const auto read = Read(base64);
      ASSERT_TRUE(read) << name << ": " << read.error().message;
      all_.emplace(name, *read);
    }
  }
  static void TearDownTestSuite() { all_.clear(); }

  static const X509Certificate& Get(const std::string& name) { return all_.at(name); }

  // The certificates that issued it, by name and signature.
  static std::string IssuersOf(const X509Certificate& certificate) {
    std::string issuers;
    for (const auto& [name, each] : all_) {
      if (certificate.IsIssuedBy(each)) issuers += (issuers.empty() ? "" : " ") + name;
    }
    return issuers;
  }

  static std::map<std::string, X509Certificate> all_;
};

std::map<std::string, X509Certificate> Pkits::all_;

TEST_F(Pkits, ReadsItsCertificatesAsTheyStand) {
  EXPECT_EQ(all_.size(), 46u);
  EXPECT_EQ(Get("UTF8StringEncodedNamesCACert").CommonName(), "UTF8String CA");
  EXPECT_EQ(Get("ValidNameUIDsTest6EE").CommonName(),
            "Valid UIDs EE Certificate Test6");
}

// Section 4.1. What is signed otherwise than its issuer's certificate says has no
// issuer, nor has a key whose parameters stand elsewhere (4.1.5), which our profile
// does not know.
TEST_F(Pkits, KnowsWhoSigned) {
  const std::pair<const char*, const char*> kCases[] = {
      {"TrustAnchorRootCertificate", "TrustAnchorRootCertificate"},
      {"GoodCACert", "TrustAnchorRootCertificate"},
      {"ValidCertificatePathTest1EE", "GoodCACert"},
      {"BadSignedCACert", ""},
      {"InvalidCASignatureTest2EE", "BadSignedCACert"},
      {"InvalidEESignatureTest3EE", ""},
      {"ValidDSASignaturesTest4EE", "DSACACert"},
      {"ValidDSAParameterInheritanceTest5EE", ""},
      {"InvalidDSASignatureTest6EE", ""}};
  for (const auto& [name, issuers] : kCases)
    EXPECT_EQ(IssuersOf(Get(name)), issuers) << name;
}

// Section 4.2: both forms of time, on both sides of their turns of the century.
TEST_F(Pkits, ReadsDates) {
  const auto dates = [](const char* name) {
    const X509Certificate& each = Get(name);
    return each.not_before().Rfc3339() + " " + each.not_after().Rfc3339();
  };
  EXPECT_EQ(dates("Validpre2000UTCnotBeforeDateTest3EE"),
            "1950-01-01T12:01:00Z 2030-12-31T08:30:00Z");
  EXPECT_EQ(dates("Invalidpre2000UTCEEnotAfterDateTest7EE"),
            "1997-01-01T12:01:00Z 1999-01-01T12:01:00Z");
  EXPECT_EQ(dates("ValidGeneralizedTimenotBeforeDateTest4EE"),
            "2002-01-01T12:01:00Z 2030-12-31T08:30:00Z");
  EXPECT_EQ(dates("ValidGeneralizedTimenotAfterDateTest8EE"),
            "2010-01-01T08:30:00Z 2050-01-01T12:01:00Z");
  EXPECT_EQ(dates("InvalidEEnotBeforeDateTest2EE"),
            "2047-01-01T12:01:00Z 2049-01-01T12:01:00Z");
}

// Section 4.3. Names chain where their bytes are equal: stricter than RFC 5280 §7.1,
// which also takes other capitals, spaces and types of string.
TEST_F(Pkits, ChainsNamesByTheirBytes) {
  const std::pair<const char*, const char*> kCases[] = {
      {"InvalidNameChainingTest1EE", ""},
      {"InvalidNameChainingOrderTest2EE", ""},
      {"ValidNameChainingWhitespaceTest3EE", ""},
      {"ValidNameChainingWhitespaceTest4EE", ""},
      {"ValidNameChainingCapitalizationTest5EE", ""},
      {"ValidNameUIDsTest6EE", "UIDCACert"},
      {"ValidRFC3280MandatoryAttributeTypesTest7EE",
       "RFC3280MandatoryAttributeTypesCACert"},
      {"ValidRFC3280OptionalAttributeTypesTest8EE",
       "RFC3280OptionalAttributeTypesCACert"},
      {"ValidUTF8StringEncodedNamesTest9EE", "UTF8StringEncodedNamesCACert"},
      {"ValidRolloverfromPrintableStringtoUTF8StringTest10EE", ""},
      {"ValidUTF8StringCaseInsensitiveMatchTest11EE", ""}};
  for (const auto& [name, issuers] : kCases)
    EXPECT_EQ(IssuersOf(Get(name)), issuers) << name;
}

TEST(X509Certificate, RefusesWhatPycaCryptographyFoundMalformed) {
  const std::map<std::string, std::string> kRefused = {
      {"badasn1time.pem", "a certificate is not one of X.509"},
      {"custom/invalid_utf8_common_name.pem", "a certificate is not one of X.509"},
      {"custom/invalid_version.pem", "a certificate is not of X.509's third version"},
      {"custom/two_basic_constraints.pem",
       "a certificate has a damaged extension, or one of them twice"},
      // Of the first version, well-formed or not.
      {"v1_cert.pem", "a certificate is not of X.509's third version"},
      {"verisign_md2_root.pem", "a certificate is not of X.509's third version"},
      {"custom/utf8_common_name.pem", "a certificate is not of X.509's third version"},
      {"custom/valid_signature_cert.pem",
       "a certificate is not of X.509's third version"},
      {"custom/invalid_signature_cert.pem",
       "a certificate is not of X.509's third version"},
  };
  const nlohmann::json file = ReadVectorFile("x509-suite/pyca.json");
  EXPECT_EQ(file.size(), 28u);
  for (const auto& [name, base64] : file.items()) {
    const auto read = Read(base64);
    const auto refused = kRefused.find(name);
    EXPECT_EQ(read ? "" : read.error().message,
              refused == kRefused.end() ? "" : refused->second)
        << name;
    if (!read) continue;
    EXPECT_FALSE(read->CommonName().empty()) << name;
  }
}

}  // namespace
}  // namespace certseal
