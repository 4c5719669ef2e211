// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/test_authority.h"
#include "timestamp/timestamp_client.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

const Sha256Digest kImprint = Sha256("a signature value");

std::string Why(const TimestampQuery& query, const std::string& response) {
  const auto token = query.Check(response, SystemNow());
  return token ? "accepted" : token.error().message;
}

TEST(TimestampQuery, AsksAsTheRfcSays) {
  const auto query = TimestampQuery::Make(
      kImprint, [](size_t size) { return std::string(size, '\x81'); });
  const std::string expected =
      std::string(
          "\x30\x43\x02\x01\x01\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04"
          "\x02\x01\x05\x00\x04\x20",
          24) +
      std::string(kImprint.bytes()) + "\x02\x08\x41\x81\x81\x81\x81\x81\x81\x81" +
      "\x01\x01\xff";
  EXPECT_EQ(query.der(), expected);
  EXPECT_NE(TimestampQuery::Make(kImprint, SystemRandom).der(),
            TimestampQuery::Make(kImprint, SystemRandom).der());
}

TEST(TimestampQuery, AcceptsItsAnswer) {
  const TestAuthority authority;
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  const std::string response = authority.Answer(query.der());
  const auto token = query.Check(response, SystemNow());
  ASSERT_TRUE(token) << token.error().message;
  EXPECT_EQ(token->authority(), "Test TSA");
  EXPECT_LE(std::abs(token->time().unix_seconds() - SystemNow().unix_seconds()), 5);
  EXPECT_TRUE(response.ends_with(token->der()));
}

TEST(TimestampQuery, RefusesAnswersToOthers) {
  const TestAuthority authority;
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  const auto same_imprint = TimestampQuery::Make(kImprint, SystemRandom);
  EXPECT_EQ(Why(query, authority.Answer(same_imprint.der())),
            "the answer is to another request: its nonce is not ours");
  std::string without_nonce = query.der();
  without_nonce.erase(without_nonce.size() - 13, 10);
  without_nonce[1] = static_cast<char>(without_nonce[1] - 10);
  EXPECT_EQ(Why(query, authority.Answer(without_nonce)),
            "the answer is to another request: its nonce is not ours");
  EXPECT_EQ(Why(query, authority.Answer(
                           query.der(), 0,
                           [](TS_REQ* request) {
                             std::string other(Sha256("another").bytes());
                             TS_MSG_IMPRINT_set_msg(
                                 TS_REQ_get_msg_imprint(request),
                                 reinterpret_cast<unsigned char*>(other.data()), 32);
                           })),
            "the answer is for another signature: its imprint is not ours");
}

TEST(TimestampQuery, RefusesARefusal) {
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  EXPECT_THAT(
      Why(query, TestAuthority().Refuse(query.der())),
      HasSubstr("the server refused to give a timestamp: it does not know SHA-256"));
}

TEST(TimestampQuery, RefusesUnfitAuthorities) {
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  const std::string unfit =
      "the certificate that signed the token is no valid certificate for timestamps";
  EXPECT_EQ(Why(query, TestAuthority({.valid_for = -86400}).Answer(query.der())),
            unfit);
  EXPECT_NE(Why(query, TestAuthority({.digest = "SHA1"}).Answer(query.der())),
            "accepted");
  EXPECT_EQ(Why(query, TestAuthority().Answer(
                           query.der(), 0,
                           [](TS_REQ* request) { TS_REQ_set_cert_req(request, 0); })),
            "the token does not hold the certificate that signed it");
}

TEST(TimestampQuery, RefusesWrongClocks) {
  const TestAuthority authority;
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  EXPECT_THAT(Why(query, authority.Answer(query.der(), 600)),
              HasSubstr("the server's time is"));
  EXPECT_THAT(Why(query, authority.Answer(query.der(), -600)),
              HasSubstr("this computer's"));
  EXPECT_EQ(Why(query, authority.Answer(query.der(), 200)), "accepted");
}

TEST(TimestampQuery, RefusesEveryFlippedByteAndTruncation) {
  const TestAuthority authority;
  const auto query = TimestampQuery::Make(kImprint, SystemRandom);
  const std::string response = authority.Answer(query.der());
  const Timestamp now = SystemNow();
  for (size_t size = 0; size < response.size(); ++size) {
    EXPECT_FALSE(query.Check(response.substr(0, size), now)) << size;
  }
  EXPECT_FALSE(query.Check(response + '\0', now));
  EXPECT_FALSE(query.Check(std::string(TimestampQuery::kMaxResponse + 1, '0'), now));
  size_t accepted = 0;
  for (size_t i = 0; i < response.size(); ++i) {
    std::string bent = response;
    bent[i] = static_cast<char>(bent[i] ^ 0x01);
    accepted += query.Check(bent, now) ? 1 : 0;
  }
  // What the signature does not cover (the status's text, CMS versions, the spelling of
  // algorithms) may change without harm; nothing that is stamped may.
  EXPECT_LT(accepted, response.size() / 20);
}

class FakeServer {
 public:
  std::vector<Result<HttpResponse>> answers;
  std::vector<HttpRequest> requests;
  TestAuthority authority;

  TimestampClient Client() {
    return *TimestampClient::Make(
        "https://tsa.example/stamp",
        {.post = [this](const HttpRequest& request) { return Answer(request); }});
  }

 private:
  Result<HttpResponse> Answer(const HttpRequest& request) {
    requests.push_back(request);
    if (requests.size() <= answers.size()) return answers[requests.size() - 1];
    return HttpResponse{200, "application/timestamp-reply",
                        authority.Answer(request.body)};
  }
};

TEST(TimestampClient, PostsAQueryAndGivesItsToken) {
  FakeServer server;
  const auto token = server.Client().Stamp(kImprint);
  ASSERT_TRUE(token) << token.error().message;
  ASSERT_EQ(server.requests.size(), 1u);
  EXPECT_EQ(server.requests[0].url, "https://tsa.example/stamp");
  EXPECT_EQ(server.requests[0].content_type, "application/timestamp-query");
}

TEST(TimestampClient, AsksOnceMoreWhereTheServerIsAway) {
  FakeServer server;
  server.answers = {Fail("Connection refused")};
  EXPECT_TRUE(server.Client().Stamp(kImprint));
  server.requests.clear();
  server.answers = {HttpResponse{503, "text/html", ""}};
  EXPECT_TRUE(server.Client().Stamp(kImprint));
  server.requests.clear();
  server.answers = {Fail("Connection refused"), Fail("Connection refused")};
  const auto token = server.Client().Stamp(kImprint);
  ASSERT_FALSE(token);
  EXPECT_EQ(token.error().message,
            "time-stamping server \"https://tsa.example/stamp\": Connection refused");
  EXPECT_EQ(server.requests.size(), 2u);
}

TEST(TimestampClient, SaysWhatElseCameBack) {
  const auto why = [](HttpResponse response) {
    FakeServer server;
    server.answers = {response, response};
    const auto token = server.Client().Stamp(kImprint);
    return token ? "accepted" : token.error().message;
  };
  EXPECT_THAT(why({302, "", ""}),
              HasSubstr("it answers that it is elsewhere (HTTP 302)"));
  EXPECT_THAT(why({404, "text/html", ""}), HasSubstr("it answers HTTP 404"));
  EXPECT_THAT(why({500, "text/html", ""}), HasSubstr("it answers HTTP 500"));
  EXPECT_THAT(why({200, "text/html; charset=utf-8", "<p>"}),
              HasSubstr("it answers with \"text/html\", not with a timestamp"));
  EXPECT_THAT(why({200, "application/timestamp-reply", "<p>"}),
              HasSubstr("the answer is no timestamp response"));
}

TEST(TimestampClient, TakesWebAddressesAlone) {
  for (const char* good : {"https://tsa.example", "http://127.0.0.1:8080/tsa?a=b"}) {
    EXPECT_TRUE(TimestampClient::Make(good)) << good;
  }
  for (const char* bad :
       {"", "tsa.example", "ftp://tsa.example", "https://", "https://:80/",
        "https://user@tsa.example/", "https://tsa.example/#a", "https://tsa example/",
        "https://tsa.example/\n", "file:///etc", "https:///path"}) {
    EXPECT_FALSE(TimestampClient::Make(bad)) << bad;
  }
}

TEST(CurlPost, SaysWhereNobodyAnswers) {
  // Port 1 of this machine: nothing listens there.
  const auto response = CurlPost()({"http://127.0.0.1:1/", "text/plain", ""});
  ASSERT_FALSE(response);
  EXPECT_THAT(response.error().message, HasSubstr("127.0.0.1"));
  EXPECT_FALSE(CurlPost()({"file:///etc/hostname", "text/plain", ""}));
}

}  // namespace
}  // namespace certseal
