// SPDX-License-Identifier: Apache-2.0
#include "crypto/signature_timestamp.h"

#include <gtest/gtest.h>

#include "base/strings.h"
#include "crypto/cms.h"
#include "support/document_key.h"
#include "unit/signing/sample_authority.h"

namespace certseal {
namespace {

const Sha256Digest kImprint = Sha256("a signature");

std::string Why(std::string_view token, const Sha256Digest& imprint = kImprint) {
  const auto read = SignatureTimestamp::Read(token, imprint);
  return read ? "accepted" : read.error().message;
}

TEST(SignatureTimestamp, IsReadFromAnyAuthority) {
  for (const char* key : {"EC", "RSA"}) {
    for (const char* digest : {"SHA256", "SHA384", "SHA512"}) {
      for (const bool sha1_id : {false, true}) {
        const SampleAuthority authority(
            {.key = key, .digest = digest, .sha1_id = sha1_id});
        EXPECT_EQ(Why(authority.Token(kImprint)), "accepted")
            << key << digest << sha1_id;
      }
    }
  }
  const auto read =
      SignatureTimestamp::Read(SampleAuthority().Token(kImprint), kImprint);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->authority(), "Sample TSA");
  EXPECT_LE(std::abs(read->time().unix_seconds() - SystemNow().unix_seconds()), 60);
}

TEST(SignatureTimestamp, IsOfOneSignature) {
  const std::string token = SampleAuthority().Token(kImprint);
  EXPECT_EQ(Why(token, Sha256("another")), "it is the timestamp of another signature");
  EXPECT_EQ(Why(""), "it is no signed timestamp");
  EXPECT_EQ(Why(token + '\0'), "it has parts that no signature covers");
}

TEST(SignatureTimestamp, RestsOnNoWeakDigest) {
  const SampleAuthority weak({.digest = "SHA1"});
  EXPECT_EQ(Why(weak.Token(kImprint)),
            "its digest is none of SHA-256, SHA-384 and SHA-512");
}

// OpenSSL overlooks a purpose that it has no name for.
TEST(SignatureTimestamp, IsOfACertificateForTimestampsAlone) {
  const SampleAuthority other({.usage = "critical,timeStamping,1.3.6.1.4.1.99999.1"});
  EXPECT_EQ(Why(other.Token(kImprint)),
            "its signer's certificate is not one for timestamps");
}

TEST(SignatureTimestamp, IsTrimmedToWhatSignaturesCover) {
  const SampleAuthority rootless({.with_root = false});
  const std::string token = rootless.Token(kImprint);
  EXPECT_EQ(Why(token), "a certificate in it lacks its issuer");
  const auto trimmed = SignatureTimestamp::Trim(token);
  ASSERT_TRUE(trimmed);
  EXPECT_LT(trimmed->size(), token.size());
  EXPECT_EQ(Why(*trimmed), "accepted");
  const std::string whole = SampleAuthority().Token(kImprint);
  EXPECT_EQ(*SignatureTimestamp::Trim(whole), whole);
  EXPECT_FALSE(SignatureTimestamp::Trim("nonsense"));
}

// Each byte once at least, in turn another bit of it.
TEST(SignatureTimestamp, NoFlippedBitIsAccepted) {
  for (const char* key : {"EC", "RSA"}) {
    const std::string token = SampleAuthority({.key = key}).Token(kImprint);
    for (size_t bit = 0; bit < token.size() * 8; bit += 7) {
      std::string bent = token;
      bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ 1 << bit % 8);
      ASSERT_NE(Why(bent), "accepted") << key << ' ' << bit / 8 << ' ' << bit % 8;
    }
  }
}

TEST(SignatureTimestamp, NothingCutOffOrPutInIsAccepted) {
  const std::string token = SampleAuthority().Token(kImprint);
  for (size_t size = 0; size < token.size(); ++size) {
    const std::vector<char> copy(token.begin(),
                                 token.begin() + static_cast<long>(size));
    ASSERT_NE(Why({copy.data(), copy.size()}), "accepted") << size;
    ASSERT_NE(Why(std::string(token).erase(size, 1)), "accepted") << size;
    ASSERT_NE(Why(std::string(token).insert(size, 1, '\0')), "accepted") << size;
  }
}

TEST(SignatureTimestamp, IsPartOfASignature) {
  const SampleAuthority authority({.with_root = false});
  const DocumentSigner signer =
      TestDocumentSigner("S", [&](const Sha256Digest& imprint) -> Result<std::string> {
        return authority.Token(imprint);
      });
  const Sha256Digest message = Sha256("document");
  const std::string der = *signer.Sign(message);
  EXPECT_LE(der.size(), signer.ReservedBytes());
  const auto read = ReadSignedData(der, message);
  ASSERT_TRUE(read) << read.error().message;
  ASSERT_TRUE(read->timestamp);
  EXPECT_EQ(read->timestamp->authority(), "Sample TSA");
  for (size_t at = 0; at < der.size(); ++at) {
    std::string bent = der;
    bent[at] = static_cast<char>(bent[at] ^ 1 << at % 8);
    ASSERT_FALSE(ReadSignedData(bent, message)) << at;
  }
  // The timestamp of one signature in another.
  SignedData moved = *ReadSignedData(*signer.Sign(message), message);
  moved.timestamp = read->timestamp;
  const auto refused = ReadSignedData(BuildSignedData(moved), message);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().message,
            "its timestamp: it is the timestamp of another signature");
}

}  // namespace
}  // namespace certseal
