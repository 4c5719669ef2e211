// SPDX-License-Identifier: Apache-2.0
#include "unit/site/https_fixture.h"

namespace certseal {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::Not;

TEST_F(HttpsSiteTest, AsksForOneFileAndTellsNothingMore) {
  std::string request;
  {
    const TlsServer server(*server_, [&](TlsPeer& peer) {
      request = peer.ReadRequest();
      peer.Send(Ok("the first"));
    });
    const HttpsSite site(server.Address("a/b/"));
    EXPECT_EQ(site.Name(), server.Address("a/b/").url());
    const auto got = site.Get("keys/1", kMax);
    ASSERT_TRUE(got && *got) << got.error().message;
    EXPECT_EQ(**got, "the first");
    request.replace(request.find(StrCat(server.port())), 5, "PORT");
  }
  EXPECT_EQ(
      request,
      "GET /a/b/keys/1 HTTP/1.1\r\nHost: localhost:PORT\r\nUser-Agent: certseal\r\n"
      "Accept: */*\r\nAccept-Encoding: identity\r\n\r\n");
}

TEST_F(HttpsSiteTest, AnswersThatSomethingIsNotThere) {
  EXPECT_EQ(Why(Always("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")),
            "absent");
  EXPECT_EQ(Why(Always("HTTP/1.1 410 Gone\r\nContent-Length: 2\r\n\r\nno")), "absent");
  // What the page says, and whether it ends, does not matter.
  EXPECT_EQ(Why(Always("HTTP/1.1 404 x\r\nContent-Length: 99999999\r\n\r\n")),
            "absent");
  EXPECT_EQ(Why(Once("HTTP/1.1 404 x\r\nContent-Length: 99\r\n\r\nno", false)),
            "absent");
  EXPECT_EQ(Why(Once("HTTP/1.1 404 x\r\n\r\nno", false)), "absent");
}

TEST_F(HttpsSiteTest, SaysWhatElseItIsTold) {
  for (const auto& [status, why] : std::vector<std::pair<std::string, std::string>>{
           {"204 No Content", "the server answers HTTP 204"},
           {"206 Partial Content", "the server answers HTTP 206"},
           {"304 Not Modified", "the server answers HTTP 304"},
           {"400 Bad Request", "the server answers HTTP 400"},
           {"401 Unauthorized", "the server refuses to give it (HTTP 401)"},
           {"403 Forbidden", "the server refuses to give it (HTTP 403)"},
           {"429 Too Many Requests", "the server is too busy or down (HTTP 429)"},
           {"500 Oops", "the server answers HTTP 500"},
           {"503 Service Unavailable", "the server is too busy or down (HTTP 503)"}}) {
    EXPECT_EQ(Why(Always("HTTP/1.1 " + status + "\r\nContent-Length: 0\r\n\r\n")),
              "cannot be read: " + why);
  }
}

TEST_F(HttpsSiteTest, FollowsNobodyElsewhere) {
  const TlsServer other(*server_, Always(Ok("stolen")));
  for (const char* status : {"300", "301", "302", "303", "307", "308"}) {
    const std::string there = other.Address().url() + "keys/1";
    EXPECT_EQ(Why(Always(StrCat("HTTP/1.1 ", status, " Moved\r\nLocation: ", there,
                                "\r\nContent-Length: 0\r\n\r\n"))),
              StrCat("cannot be read: the server answers that it is elsewhere (HTTP ",
                     status, ", \"", there, "\")"));
  }
  EXPECT_EQ(other.connections(), 0);
  const std::string evil =
      "HTTP/1.1 301 x\r\nLocation: \xe2\x80\xae\x9b"
      "31m\r\n\r\n";
  EXPECT_THAT(Why(Always(evil)), Not(HasSubstr("\xe2\x80\xae")));
}

TEST_F(HttpsSiteTest, TakesNoBodyThatIsNotWhole) {
  const std::string longer = "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf";
  const std::string chunk =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n";
  const std::string to_the_end = "HTTP/1.0 200 OK\r\n\r\nall";
  EXPECT_EQ(Why(Once(longer, true)), "cannot be read: the answer ends before its end");
  EXPECT_EQ(Why(Once(longer, false)),
            "cannot be read: the server ended the connection");
  EXPECT_EQ(Why(Once(chunk, true)), "cannot be read: the answer ends before its end");
  EXPECT_EQ(Why(Once(chunk, false)), "cannot be read: the server ended the connection");
  EXPECT_EQ(Why(Once(to_the_end, true)), "read: all");
  // Anybody on the way can cut a connection, but not say so in the server's name.
  EXPECT_EQ(Why(Once(to_the_end, false)),
            "cannot be read: the server ended the connection");
}

TEST_F(HttpsSiteTest, TakesNoBodyThatIsTooLarge) {
  const std::string why = "cannot be read: the answer is larger than 1000 bytes";
  EXPECT_EQ(Why(Always(Ok(std::string(kMax, 'x')))), "read: " + std::string(kMax, 'x'));
  EXPECT_EQ(Why(Always(Ok(std::string(kMax + 1, 'x')))), why);
  EXPECT_EQ(Why(Always("HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")),
            why);
  EXPECT_EQ(Why([](TlsPeer& peer) {
              peer.ReadRequest();
              peer.Send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
              while (peer.Send("1;endless\r\nx\r\n")) {
              }
            }),
            why);
}

TEST_F(HttpsSiteTest, TakesNoFloodAndNoEncoding) {
  EXPECT_EQ(Why([](TlsPeer& peer) {
              peer.ReadRequest();
              peer.Send("HTTP/1.1 200 OK\r\n");
              while (peer.Send("A: b\r\n")) {
              }
            }),
            "cannot be read: the answer has a head of more than 16384 bytes");
  EXPECT_EQ(Why(Always("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n"
                       "Content-Length: 2\r\n\r\n\x1f\x8b")),
            "cannot be read: the answer is in an encoding that was not asked for");
  EXPECT_EQ(Why(Always("ICY 200 OK\r\n\r\n")),
            "cannot be read: the answer is not HTTP/1.1");
}

TEST_F(HttpsSiteTest, AsksForNothingOutsideTheSite) {
  const TlsServer server(*server_, Always(Ok("x")));
  const HttpsSite site(server.Address());
  for (const char* path : {"", "/", "../x", "a/../b", "a//b", "a b", "a?b", "a#b",
                           "%2e", "a\r\nHost: other", "//other/", "https://other/"}) {
    const auto got = site.Get(path, kMax);
    ASSERT_FALSE(got) << path;
    EXPECT_THAT(got.error().message, HasSubstr("a site has no file of the name"));
  }
  EXPECT_EQ(server.connections(), 0);
}

TEST_F(HttpsSiteTest, AsksForSoManyFilesAndNoMore) {
  const TlsServer server(*server_, Always(Ok("x")));
  const HttpsSite site(server.Address(), {milliseconds(5000), milliseconds(5000), 2});
  EXPECT_TRUE(site.Get("a", kMax));
  EXPECT_TRUE(site.Get("b", kMax));
  EXPECT_THAT(site.Get("c", kMax).error().message, HasSubstr("more than 2 files"));
}

TEST_F(HttpsSiteTest, UsesNoProxy) {
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    setenv(name, "http://127.0.0.1:1/", 1);
  }
  EXPECT_EQ(Why(Always(Ok("x"))), "read: x");
  for (const char* name : {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"}) {
    unsetenv(name);
  }
}

}  // namespace
}  // namespace certseal
