// SPDX-License-Identifier: Apache-2.0
#include <cstdio>

#include "unit/site/https_fixture.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
namespace fs = std::filesystem;

TEST_F(HttpsSiteTest, BelievesNobodyWithoutTheRightCertificate) {
  EXPECT_EQ(WhyOf({}), "read: x");
  EXPECT_EQ(WhyOf({"DNS:*.example, DNS:localhost"}), "read: x");
  const std::string another =
      "cannot be reached: the server's certificate is for another host";
  EXPECT_EQ(WhyOf({"DNS:localhost.example"}), another);
  EXPECT_EQ(WhyOf({"DNS:local*"}), another);
  EXPECT_EQ(WhyOf({"IP:127.0.0.1"}), another);
  EXPECT_EQ(WhyOf({""}), another);  // its name alone is "localhost"
  EXPECT_EQ(WhyOf({"DNS:localhost", -200, -100}),
            "cannot be reached: the server's certificate has expired");
  EXPECT_EQ(WhyOf({"DNS:localhost", 1000, 2000}),
            "cannot be reached: the server's certificate is not valid yet");
  EXPECT_THAT(WhyOf({"DNS:localhost", -100, 100, "clientAuth"}),
              HasSubstr("certificate is not good: unsuitable certificate purpose"));
}

TEST_F(HttpsSiteTest, DemandsAnAddressWhereTheSiteHasNoName) {
  for (const auto& [host, good] : std::vector<std::pair<std::string, bool>>{
           {"IP:127.0.0.1", true}, {"IP:127.0.0.2", false}, {"DNS:127.0.0.1", false}}) {
    const TlsServer server(MakeServer(*authority_, {host}), Always(Ok("x")));
    const HttpsSite site(
        *SiteAddress::Parse(StrCat("https://127.0.0.1:", server.port(), "/")));
    const auto got = site.Get("keys/1", kMax);
    EXPECT_EQ(got.has_value(), good) << host;
    const std::string why = got ? "" : got.error().message;
    EXPECT_THAT(why, HasSubstr(good ? "" : "for another host"));
  }
}

TEST_F(HttpsSiteTest, BelievesNoAuthorityThatIsNotKnown) {
  const std::string why =
      "cannot be reached: the server's certificate is from no authority that this "
      "computer knows";
  const CertificateMaking making;
  EXPECT_EQ(WhyOf({making.host, making.begins, making.ends, making.usage, true}), why);
  const TlsServer forged(MakeServer(MakeAuthority(), {}), Always(Ok("x")));
  EXPECT_EQ(WhyFrom(forged),
            "cannot be reached: the server's certificate is not good: certificate "
            "signature failure");
  // What is not known at first is looked for in the system's file too.
  unsetenv("SSL_CERT_FILE");
  const TlsServer unknown(*server_, Always(Ok("x")));
  EXPECT_EQ(WhyFrom(unknown), why);
  EXPECT_EQ(unknown.connections(), 2);
}

TEST_F(HttpsSiteTest, LooksForAuthoritiesInTheDirectory) {
  unsetenv("SSL_CERT_FILE");
  const fs::path directory = *work_ / "authorities";
  setenv("SSL_CERT_DIR", directory.c_str(), 1);
  char name[16];
  std::snprintf(name, sizeof name, "%08lx.0",
                X509_subject_name_hash(authority_->certificate.get()));
  ASSERT_TRUE(MakeDirectories(directory));
  ASSERT_TRUE(WriteFileAtomically(directory / name, authority_->Pem()));
  const TlsServer server(*server_, Always(Ok("x")));
  EXPECT_EQ(WhyFrom(server), "read: x");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpsSiteTest, SaysWhoSpeaksNoTls) {
  const TlsServer plain(
      *server_,
      [](TlsPeer& peer) {
        peer.Send("HTTP/1.1 400 Bad Request\r\n\r\n");
        peer.WaitForEnd();
      },
      Speaks::kPlain);
  EXPECT_EQ(WhyFrom(plain), "cannot be reached: the server does not speak TLS");
  const TlsServer old(*server_, Always(Ok("x")), Speaks::kOldTls);
  EXPECT_EQ(WhyFrom(old),
            "cannot be reached: the server speaks no TLS of version 1.2 or newer");
  const TlsServer gone(
      *server_, [](TlsPeer&) {}, Speaks::kPlain);
  EXPECT_EQ(WhyFrom(gone), "cannot be reached: the server ended the connection");
}

}  // namespace
}  // namespace certseal
