// SPDX-License-Identifier: Apache-2.0
#include "issue/certificate_signer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>

#include "base/encoding.h"
#include "base/parallel.h"
#include "crypto/cms.h"
#include "keys/school_certificates.h"
#include "support/test_authority.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

DocumentIdentity Identity() {
  const P256PrivateKey authority = P256PrivateKey::Generate();
  P256PrivateKey document = P256PrivateKey::Generate();
  const auto pems =
      MakeSchoolCertificates("A School", authority, document, SystemNow());
  auto chain = CertificatesFromPem(pems->document + pems->authority);
  return {std::move(document), std::move(*chain)};
}

// A server that answers `good` times and is away afterwards.
struct Server {
  explicit Server(int good) : left(good) {}
  TimestampSurroundings Surroundings() {
    return {.post = [this](const HttpRequest& request) -> Result<HttpResponse> {
      ++asked;
      if (left-- <= 0) return Fail("Connection refused");
      return HttpResponse{200, "application/timestamp-reply",
                          authority.Answer(request.body)};
    }};
  }
  TestAuthority authority;
  std::atomic<int> left;
  std::atomic<int> asked = 0;
};

std::string Placeholder(const CertificateSigner& signer) {
  return "%PDF-1.7\n/ByteRange [0 0000000000 0000000000 0000000000]\n/Contents <" +
         std::string(2 * signer.ReservedBytes(), '0') + ">\n%%EOF\n";
}

// The signature in a signed file, read as strictly as the lookup does.
std::optional<SignedData> SignatureOf(const std::string& pdf) {
  const size_t begin = pdf.find("/Contents <") + 11;
  const size_t end = pdf.find('>', begin);
  const auto bytes = HexDecode(pdf.substr(begin, end - begin));
  if (!bytes) return {};
  const size_t size = 4 + 256 * static_cast<unsigned char>((*bytes)[2]) +
                      static_cast<unsigned char>((*bytes)[3]);
  const Sha256Digest message = Sha256(pdf.substr(0, begin - 1) + pdf.substr(end + 1));
  const auto read = ReadSignedData(bytes->substr(0, size), message);
  if (!read) return {};
  return *read;
}

const TimestampWish kNone;
const TimestampWish kWanted{"https://tsa.example/"};
const TimestampWish kOptional{"https://tsa.example/", true};

TEST(CertificateSigner, SignsWithoutTimestamps) {
  const auto signer = CertificateSigner::Make(Identity(), kNone);
  ASSERT_TRUE(signer) << signer.error().message;
  std::string pdf = Placeholder(*signer);
  ASSERT_TRUE(signer->Sign(pdf));
  const auto read = SignatureOf(pdf);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->signer().CommonName(), "A School");
  EXPECT_FALSE(read->timestamp);
  EXPECT_TRUE(signer->Authority().empty());
  EXPECT_EQ(signer->WithoutTimestamp().count, 0u);
}

TEST(CertificateSigner, SignsWithTimestamps) {
  Server server(1000);
  const auto signer =
      CertificateSigner::Make(Identity(), kWanted, server.Surroundings());
  ASSERT_TRUE(signer) << signer.error().message;
  EXPECT_EQ(server.asked, 1) << "once, before anything is issued";
  EXPECT_EQ(signer->Authority(), "Test TSA");
  std::atomic<int> stamped = 0;
  ParallelFor(40, 4, [&](size_t) {
    std::string pdf = Placeholder(*signer);
    if (!signer->Sign(pdf)) return;
    const auto read = SignatureOf(pdf);
    if (read && read->timestamp && read->timestamp->authority() == "Test TSA")
      ++stamped;
  });
  EXPECT_EQ(stamped, 40);
}

TEST(CertificateSigner, IsNotMadeWhereTheServerIsAway) {
  Server server(0);
  const auto signer =
      CertificateSigner::Make(Identity(), kWanted, server.Surroundings());
  ASSERT_FALSE(signer);
  EXPECT_EQ(signer.error().message,
            "time-stamping server \"https://tsa.example/\": Connection refused");
}

TEST(CertificateSigner, AsksADeadServerNoMore) {
  Server server(3);
  const auto signer =
      CertificateSigner::Make(Identity(), kWanted, server.Surroundings());
  ASSERT_TRUE(signer);
  int done = 0;
  for (int i = 0; i < 20; ++i) {
    std::string pdf = Placeholder(*signer);
    done += signer->Sign(pdf) ? 1 : 0;
  }
  EXPECT_EQ(done, 2);
  EXPECT_EQ(server.asked, 5) << "one more try, then silence";
}

TEST(CertificateSigner, GoesOnWithoutWhereThatIsFine) {
  Server server(3);
  const auto signer =
      CertificateSigner::Make(Identity(), kOptional, server.Surroundings());
  ASSERT_TRUE(signer);
  int stamped = 0;
  for (int i = 0; i < 10; ++i) {
    std::string pdf = Placeholder(*signer);
    ASSERT_TRUE(signer->Sign(pdf));
    const auto read = SignatureOf(pdf);
    ASSERT_TRUE(read);
    stamped += read->timestamp ? 1 : 0;
  }
  EXPECT_EQ(stamped, 2);
  EXPECT_EQ(signer->WithoutTimestamp().count, 8u);
  EXPECT_THAT(signer->WithoutTimestamp().reason, HasSubstr("Connection refused"));
}

TEST(CertificateSigner, SaysAtOnceThatThereIsNoServer) {
  Server server(0);
  const auto signer =
      CertificateSigner::Make(Identity(), kOptional, server.Surroundings());
  ASSERT_TRUE(signer);
  EXPECT_THAT(signer->WithoutTimestamp().reason, HasSubstr("Connection refused"));
  EXPECT_EQ(signer->WithoutTimestamp().count, 0u);
  EXPECT_FALSE(CertificateSigner::Make(Identity(), {"no address", true}));
}

TEST(CertificateSigner, RefusesAChainThatDoesNotFit) {
  DocumentIdentity identity = Identity();
  identity.chain = Identity().chain;
  EXPECT_FALSE(CertificateSigner::Make(std::move(identity), kNone));
}

}  // namespace
}  // namespace certseal
