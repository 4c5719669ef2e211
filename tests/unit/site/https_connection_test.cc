// SPDX-License-Identifier: Apache-2.0
#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "unit/site/https_fixture.h"

namespace certseal {
namespace {

using std::chrono::milliseconds;
using ::testing::StartsWith;

TEST_F(HttpsSiteTest, KeepsTheConnection) {
  const TlsServer server(*server_, [&](TlsPeer& peer) {
    peer.ReadRequest();
    peer.Send(Ok("one"));
    peer.ReadRequest();
    peer.Send("HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n");
    peer.Send("3\r\nNo!\r\n0\r\n\r\n");
    peer.ReadRequest();
    peer.Send(Ok("three"));
  });
  const HttpsSite site(server.Address());
  EXPECT_EQ(**site.Get("a", kMax), "one");
  EXPECT_FALSE(*site.Get("b", 2));
  EXPECT_EQ(**site.Get("c", kMax), "three");
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpsSiteTest, GoesWhereTheServerSaysSo) {
  const TlsServer server(*server_, Always("HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                          "Content-Length: 1\r\n\r\nx"));
  const HttpsSite site(server.Address());
  EXPECT_EQ(**site.Get("a", kMax), "x");
  EXPECT_EQ(**site.Get("b", kMax), "x");
  EXPECT_EQ(server.connections(), 2);
}

TEST_F(HttpsSiteTest, ComesBackWhenAKeptConnectionIsGone) {
  for (const bool properly : {true, false}) {
    const TlsServer server(*server_, Once(Ok("x"), properly));
    const HttpsSite site(server.Address());
    for (int i = 1; i <= 3; ++i) {
      const auto got = site.Get("keys/1", kMax);
      ASSERT_TRUE(got) << got.error().message;
      EXPECT_EQ(server.connections(), i);
    }
  }
}

TEST_F(HttpsSiteTest, ComesBackWhenTheServerGoesAtThatMoment) {
  for (void (*end)(TlsPeer&) :
       {+[](TlsPeer& peer) { peer.CloseProperly(); },
        +[](TlsPeer& peer) { peer.Reset(); }, +[](TlsPeer&) {}}) {
    const TlsServer server(*server_, [&](TlsPeer& peer) {
      peer.ReadRequest();
      peer.Send(Ok("x"));
      peer.ReadRequest();
      end(peer);
    });
    const HttpsSite site(server.Address());
    EXPECT_EQ(**site.Get("keys/1", kMax), "x");
    EXPECT_EQ(**site.Get("keys/2", kMax), "x");
    EXPECT_EQ(server.connections(), 2);
  }
}

TEST_F(HttpsSiteTest, ComesBackOnceAtMost) {
  int count = 0;
  const TlsServer server(*server_, [&](TlsPeer& peer) {
    peer.ReadRequest();
    if (++count > 1) return;
    peer.Send(Ok("x"));
    peer.ReadRequest();
  });
  const HttpsSite site(server.Address());
  EXPECT_EQ(**site.Get("keys/1", kMax), "x");
  EXPECT_FALSE(site.Get("keys/2", kMax));
  EXPECT_EQ(server.connections(), 2);
  // Not at all where the first connection was a new one.
  const TlsServer gone(*server_, [](TlsPeer& peer) { peer.ReadRequest(); });
  EXPECT_EQ(WhyFrom(gone), "cannot be read: the server ended the connection");
  EXPECT_EQ(gone.connections(), 1);
}

TEST_F(HttpsSiteTest, ComesNotBackForHalfAnAnswer) {
  const TlsServer server(*server_, [](TlsPeer& peer) {
    peer.ReadRequest();
    peer.Send(Ok("x"));
    peer.ReadRequest();
    peer.Send("HTTP/1.1 200 OK\r\n");
  });
  const HttpsSite site(server.Address());
  EXPECT_TRUE(site.Get("keys/1", kMax));
  EXPECT_FALSE(site.Get("keys/2", kMax));
  EXPECT_EQ(server.connections(), 1);
}

TEST_F(HttpsSiteTest, TakesNoAnswerThatWasNotAskedFor) {
  for (const bool at_once : {true, false}) {
    std::promise<void> forged;
    const TlsServer server(*server_, [&](TlsPeer& peer) {
      if (!peer.ReadRequest().starts_with("GET /one ")) {
        peer.Send(Ok("two"));
        return;
      }
      if (at_once) {
        peer.Send(Ok("one") + Ok("forged"));
      } else {
        peer.Send(Ok("one"));
        peer.Send(Ok("forged"));
      }
      forged.set_value();
      peer.ReadRequest();
    });
    const HttpsSite site(server.Address());
    EXPECT_EQ(**site.Get("one", kMax), "one");
    forged.get_future().wait();
    EXPECT_EQ(**site.Get("two", kMax), "two");
    EXPECT_EQ(server.connections(), 2);
  }
}

TEST_F(HttpsSiteTest, TakesNoErrorPageForAnAnswer) {
  int count = 0;
  const TlsServer server(*server_, [&](TlsPeer& peer) {
    peer.ReadRequest();
    if (++count == 2) peer.Send(Ok("two"));
    peer.Send("HTTP/1.1 404 x\r\nContent-Length: 99999\r\n\r\n");
    peer.ReadRequest();
    peer.Send(Ok("forged"));
  });
  const HttpsSite site(server.Address());
  EXPECT_FALSE(*site.Get("one", kMax));
  EXPECT_EQ(**site.Get("two", kMax), "two");
}

TEST_F(HttpsSiteTest, WaitsForNoErrorPage) {
  for (const auto& [head, why] : std::vector<std::pair<std::string, std::string>>{
           {"500 x\r\nContent-Length: 9",
            "cannot be read: the server answers HTTP 500"},
           {"403 x\r\nConnection: close",
            "cannot be read: the server refuses to give it (HTTP 403)"},
           {"404 x\r\nConnection: close", "absent"},
           {"404 x\r\nContent-Length: 9\r\nConnection: close", "absent"}}) {
    bool gone = false;
    EXPECT_EQ(Why(
                  [&, &reply = head](TlsPeer& peer) {
                    peer.ReadRequest();
                    peer.Send("HTTP/1.1 " + reply + "\r\n\r\n");
                    gone = peer.WaitForEnd();
                  },
                  kPatient),
              why);
    EXPECT_TRUE(gone) << head;
  }
}

TEST_F(HttpsSiteTest, WaitsForNobodyWhoDrips) {
  const std::string why = "cannot be read: no whole answer within 300 ms";
  for (const std::string& begin : {std::string("HTTP/1.1 200 OK\r\nA: "),
                                   Ok(std::string(100, 'x')).substr(0, 40)}) {
    EXPECT_EQ(Why(
                  [&](TlsPeer& peer) {
                    peer.ReadRequest();
                    peer.Send(begin);
                    peer.Drip(std::string(100, 'x'), milliseconds(50));
                  },
                  kShortRequest),
              why);
  }
  EXPECT_EQ(Why([](TlsPeer& peer) { peer.WaitForEnd(); }, kShortRequest), why);
  // Who never pauses but says nothing is not waited for either.
  EXPECT_EQ(Why(
                [](TlsPeer& peer) {
                  peer.ReadRequest();
                  peer.SendTickets();
                },
                kShortRequest),
            why);
}

TEST_F(HttpsSiteTest, WaitsForNobodyWhoDripsBeforeTlsStands) {
  // The head of a record of 16 KB with a ServerHello of nearly as much.
  const std::string hello("\x16\x03\x03\x40\x00\x02\x00\x3f\xf0", 9);
  const TlsServer drips(
      *server_,
      [&](TlsPeer& peer) {
        peer.Drip(hello + std::string(100, '\3'), milliseconds(50));
      },
      Speaks::kPlain);
  EXPECT_EQ(WhyFrom(drips, kShortConnect),
            "cannot be reached: no answer within 300 ms");
  const TlsServer silent(
      *server_, [](TlsPeer& peer) { peer.WaitForEnd(); }, Speaks::kPlain);
  EXPECT_EQ(WhyFrom(silent, kShortConnect),
            "cannot be reached: no answer within 300 ms");
}

// A listener whose queue is full lets further connections wait for ever.
TEST_F(HttpsSiteTest, WaitsForNobodyWhoDoesNotTakeTheConnection) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(listener, generic, size), 0);
  ASSERT_EQ(::listen(listener, 0), 0);
  ASSERT_EQ(::getsockname(listener, generic, &size), 0);
  std::vector<int> others;
  for (int i = 0; i < 4; ++i) {
    others.push_back(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0));
    ::connect(others.back(), generic, size);
  }
  const auto site =
      SiteAddress::Parse(StrCat("https://localhost:", ntohs(address.sin_port), "/"));
  EXPECT_EQ(HttpsSite(*site, kShortConnect).Get("a", kMax).error().message,
            site->url() + " cannot be reached: no answer within 300 ms");
  for (const int fd : others) ::close(fd);
  ::close(listener);
}

TEST_F(HttpsSiteTest, SaysWhenNobodyAnswers) {
  int port;
  {
    const TlsServer server(*server_, Always(Ok("x")));
    port = server.port();
  }
  const auto closed = SiteAddress::Parse(StrCat("https://localhost:", port, "/"));
  EXPECT_EQ(
      HttpsSite(*closed).Get("a", kMax).error().message,
      closed->url() + " cannot be reached: nothing answers there (connection refused)");
  const auto nowhere = SiteAddress::Parse("https://school.invalid/");
  const auto got = HttpsSite(*nowhere, kShortConnect).Get("a", kMax);
  ASSERT_FALSE(got);
  EXPECT_THAT(got.error().message,
              StartsWith("https://school.invalid/ cannot be reached: "));
  EXPECT_EQ(got.error().hints.size(), 1u);
}

}  // namespace
}  // namespace certseal
