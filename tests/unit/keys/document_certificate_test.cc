// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "keys/school_certificates.h"

namespace certseal {
namespace {

const Timestamp kStart = *Timestamp::ParseRfc3339("2026-11-18T12:00:00Z");
const Timestamp kLater = *Timestamp::ParseRfc3339("2031-01-01T00:00:00Z");

struct School {
  P256PrivateKey authority_key = P256PrivateKey::Generate();
  P256PrivateKey first_key = P256PrivateKey::Generate();
  SchoolCertificates pems =
      *MakeSchoolCertificates("A School", authority_key, first_key, kStart);
  X509Certificate authority = CertificatesFromPem(pems.authority)->front();
  X509Certificate first = CertificatesFromPem(pems.document)->front();
};

TEST(DocumentCertificate, IsIssuedByTheSameAuthority) {
  const School school;
  const P256PrivateKey key = P256PrivateKey::Generate();
  const auto second = MakeDocumentCertificate("A School", school.authority,
                                              school.authority_key, key, kLater);
  ASSERT_TRUE(second) << second.error().message;
  EXPECT_TRUE(second->IsIssuedBy(school.authority));
  EXPECT_EQ(second->spki_digest(), key.SpkiDigest());
  EXPECT_EQ(second->subject(), school.first.subject());
  EXPECT_EQ(second->issuer(), school.first.issuer());
  EXPECT_NE(second->serial(), school.first.serial());
  EXPECT_EQ(second->CommonName(), "A School");
  EXPECT_LT(second->not_before(), kLater);
}

TEST(DocumentCertificate, DoesNotOutliveTheAuthority) {
  const School school;
  const P256PrivateKey key = P256PrivateKey::Generate();
  const auto make = [&](Timestamp now) {
    return MakeDocumentCertificate("A School", school.authority, school.authority_key,
                                   key, now);
  };
  EXPECT_EQ(make(kLater)->not_after(), school.authority.not_after());
  EXPECT_EQ(make(kStart)->not_after(), school.authority.not_after());
  EXPECT_EQ(make(kStart)->not_before(), school.authority.not_before());
  const int64_t end = school.authority.not_after().unix_seconds();
  EXPECT_TRUE(make(*Timestamp::FromUnix(end)));
  const auto expired = make(*Timestamp::FromUnix(end + 1));
  ASSERT_FALSE(expired);
  EXPECT_EQ(expired.error().message.substr(0, 11), "expired on ");
}

TEST(DocumentCertificate, NeedsTheAuthoritysOwnKey) {
  const School school;
  const P256PrivateKey key = P256PrivateKey::Generate();
  for (const P256PrivateKey* other : {&school.first_key, &key}) {
    const auto refused =
        MakeDocumentCertificate("A School", school.authority, *other, key, kLater);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().message,
              "the key is not that of the authority's certificate");
  }
}

}  // namespace
}  // namespace certseal
