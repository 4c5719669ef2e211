// SPDX-License-Identifier: Apache-2.0
#include "site/http_reply.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;

constexpr size_t kMax = 1000;

struct Reading {
  std::string why;  // it was refused; "" where it was not
  int status = 0;
  std::string body = {};
  bool done = false;
  bool keep_alive = false;
};

Reading ReadIn(std::string_view bytes, size_t piece, bool end = false) {
  HttpReplyReader reader(kMax);
  Result<void> fed;
  for (size_t i = 0; fed && i < bytes.size(); i += piece) {
    fed = reader.Feed(bytes.substr(i, piece));
  }
  if (fed && end) fed = reader.End();
  if (!fed) return {fed.error().message};
  const bool keep = reader.keep_alive();
  return {"", reader.status(), reader.TakeBody(), reader.done(), keep};
}

Reading Read(std::string_view bytes) { return ReadIn(bytes, bytes.size()); }

std::string Why(std::string_view bytes) {
  const Reading reading = Read(bytes);
  EXPECT_EQ(ReadIn(bytes, 1).why, reading.why) << bytes;
  return reading.why.empty() ? "accepted" : reading.why;
}

// RFC 9110 §3.9
constexpr std::string_view kExample =
    "HTTP/1.1 200 OK\r\n"
    "Date: Mon, 27 Jul 2009 12:28:53 GMT\r\n"
    "Server: Apache\r\n"
    "Last-Modified: Wed, 22 Jul 2009 19:15:56 GMT\r\n"
    "ETag: \"34aa387-d-1568eb00\"\r\n"
    "Accept-Ranges: bytes\r\n"
    "Content-Length: 51\r\n"
    "Vary: Accept-Encoding\r\n"
    "Content-Type: text/plain\r\n"
    "\r\n"
    "Hello World! My content includes a trailing CRLF.\r\n";

// RFC 9112 §7.1 with extensions and a trailer.
constexpr std::string_view kChunked =
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
    "4\r\nWiki\r\n7;name=value;other=\"x\"\r\npedia i\r\nB \r\nn \r\nchunks.\r\n"
    "0\r\nExpires: never\r\n\r\n";

TEST(HttpReply, ReadsTheExamplesInEveryCut) {
  for (size_t piece = 1; piece <= kExample.size(); ++piece) {
    const Reading plain = ReadIn(kExample, piece);
    EXPECT_EQ(plain.body, "Hello World! My content includes a trailing CRLF.\r\n");
    EXPECT_TRUE(plain.done && plain.keep_alive && plain.status == 200) << piece;
    const Reading chunked = ReadIn(kChunked, piece);
    EXPECT_EQ(chunked.body, "Wikipedia in \r\nchunks.") << chunked.why;
    EXPECT_TRUE(chunked.done && chunked.keep_alive) << piece;
  }
}

TEST(HttpReply, IsNotDoneBeforeItsLastByte) {
  for (const std::string_view whole : {kExample, kChunked}) {
    for (size_t size = 0; size < whole.size(); ++size) {
      EXPECT_FALSE(Read(whole.substr(0, size)).done) << size;
      EXPECT_NE(ReadIn(whole.substr(0, size), kMax, true).why, "") << size;
    }
    EXPECT_EQ(ReadIn(whole, kMax, true).why, "");
  }
}

TEST(HttpReply, EndsWithTheConnectionWhereItHasNoLength) {
  const Reading reading = ReadIn("HTTP/1.0 200 OK\r\n\r\nto the end", 5, true);
  EXPECT_EQ(reading.body, "to the end");
  EXPECT_TRUE(reading.done && !reading.keep_alive);
  EXPECT_EQ(Why("HTTP/1.1 200 OK\r\n\r\n" + std::string(kMax + 1, 'x')),
            "the answer is larger than 1000 bytes");
}

TEST(HttpReply, TellsWhetherTheConnectionStays) {
  const auto keeps = [](std::string_view bytes) {
    const Reading reading = Read(bytes);
    EXPECT_TRUE(reading.done) << bytes << reading.why;
    return reading.keep_alive;
  };
  EXPECT_TRUE(keeps("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno"));
  EXPECT_TRUE(keeps("HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n"));
  EXPECT_FALSE(keeps("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"));
  EXPECT_FALSE(keeps(
      "HTTP/1.1 200 OK\r\nConnection: Keep-Alive, CLOSE\r\nContent-Length: 0\r\n\r\n"));
  // What follows the answer may be meant as the answer to the next request.
  EXPECT_FALSE(keeps("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok!"));
}

TEST(HttpReply, SkipsInterimAnswers) {
  const Reading reading = Read(
      "HTTP/1.1 100 Continue\r\n\r\n"
      "HTTP/1.1 103 Early Hints\r\nContent-Length: 5\r\nContent-Encoding: br\r\n\r\n"
      "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok");
  EXPECT_EQ(reading.body, "ok") << reading.why;
  EXPECT_THAT(Why("HTTP/1.1 101 Switching Protocols\r\n\r\n"), HasSubstr("protocol"));
  std::string endless;
  while (endless.size() <= HttpReplyReader::kMaxHead)
    endless += "HTTP/1.1 100 x\r\n\r\n";
  EXPECT_EQ(Why(endless), "the answer has a head of more than 16384 bytes");
}

TEST(HttpReply, KeepsNothingOfOtherStatuses) {
  const std::string head = "HTTP/1.1 404 Not Found\r\nContent-Encoding: gzip\r\n";
  const Reading reading =
      Read(head + "Content-Length: 2000\r\n\r\n" + std::string(2000, 'x'));
  EXPECT_TRUE(reading.done) << reading.why;
  EXPECT_EQ(reading.body, "");
  HttpReplyReader reader(kMax);
  EXPECT_FALSE(reader.Feed(head + "Content-Length: 65537\r\n\r\n"));
  EXPECT_TRUE(reader.head_done());
}

TEST(HttpReply, BoundsTheBody) {
  const std::string too_large = "the answer is larger than 1000 bytes";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: ";
  EXPECT_EQ(Read(head + "1000\r\n\r\n" + std::string(kMax, 'x')).body.size(), kMax);
  EXPECT_EQ(Why(head + "1001\r\n\r\n"), too_large);
  EXPECT_EQ(Why(head + "18446744073709551615\r\n\r\n"), too_large);
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Why(chunked + "3e9\r\n"), too_large);
  EXPECT_EQ(Why(chunked + "ffffffff\r\n"), too_large);
  std::string drops = chunked;
  for (int i = 0; i < 1001; ++i) drops += "1\r\nx\r\n";
  EXPECT_EQ(Why(drops), too_large);
}

TEST(HttpReply, BoundsTheHead) {
  const std::string too_large = "the answer has a head of more than 16384 bytes";
  const std::string head = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";
  EXPECT_EQ(Why(std::string(20'000, 'x')), too_large);
  EXPECT_EQ(Why(head + "A: " + std::string(20'000, 'x')), too_large);
  std::string many = head;
  while (many.size() < 20'000) many += "A: b\r\n";
  EXPECT_EQ(Why(many), too_large);
  const std::string chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  EXPECT_EQ(Why(chunked + "0\r\n" + std::string(20'000, 'x')), too_large);
  EXPECT_EQ(Why(chunked + "1;" + std::string(300, 'x')),
            "the answer breaks HTTP: a chunk without a size");
}

TEST(HttpReply, RefusesWhatIsNotHttp) {
  for (const char* line :
       {"", "hello", "HTTP/2 200 OK", "HTTP/1.2 200 OK", "http/1.1 200 OK",
        "HTTP/1.1  200 OK", "HTTP/1.1 20 OK", "HTTP/1.1 2000 OK", "HTTP/1.1 099 OK",
        "HTTP/1.1 600 OK", "HTTP/1.1 2x0 OK", " HTTP/1.1 200 OK", "HTTP/1.1200 OK!"}) {
    EXPECT_EQ(Why(StrCat(line, "\r\nContent-Length: 0\r\n\r\n")),
              "the answer is not HTTP/1.1")
        << line;
  }
  EXPECT_THAT(Why("HTTP/1.1 200 OK\nContent-Length: 0\n\n"), HasSubstr("without CR"));
  EXPECT_THAT(Why("HTTP/1.1 200 O\rK\r\n"), HasSubstr("control"));
}

TEST(HttpReply, RefusesFieldsThatReadersDisagreeOn) {
  for (const auto& [fields, why] : std::vector<std::pair<std::string, std::string>>{
           {"Content-Length : 2", "no field"},
           {" Content-Length: 2", "no field"},
           {"A: b\r\n folded", "no field"},
           {"no colon", "no field"},
           {": no name", "no field"},
           {"Content-Length: 2\r\nContent-Length: 2", "given twice"},
           {"Content-Length: 2\r\nContent-Length: 3", "given twice"},
           {"Content-Length: 2, 2", "not a number"},
           {"Content-Length: +2", "not a number"},
           {"Content-Length: -1", "not a number"},
           {"Content-Length: 0x2", "not a number"},
           {"Content-Length: 02", "not a number"},
           {"Content-Length:", "not a number"},
           {"Content-Length: 18446744073709551616", "not a number"},
           {"Content-Length: 2\r\nTransfer-Encoding: chunked", "two ways"},
           {"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            "transfer coding"},
           {"Transfer-Encoding: gzip, chunked", "transfer coding"},
           {"Transfer-Encoding: identity", "transfer coding"},
           {"Transfer-Encoding: xchunked", "transfer coding"},
           {"Transfer-Encoding: chunked, identity", "transfer coding"},
           {"Content-Length: 2\r\nX: a\x01", "control"},
           {"Content-Length: 2\r\nX: a\r", "control"},
           {"Content-Length: 2\r\nContent-Encoding: gzip", "not asked for"},
           {"Content-Length: 2\r\nContent-Encoding: identity\r\nContent-Encoding: br",
            "not asked for"},
           {"Content-Length: 2\r\nContent-Encoding: identity, gzip",
            "not asked for"}}) {
    EXPECT_THAT(Why("HTTP/1.1 200 OK\r\n" + fields + "\r\n\r\nok"), HasSubstr(why))
        << fields;
  }
  EXPECT_THAT(Why("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"),
              HasSubstr("two ways"));
  using namespace std::string_literals;
  EXPECT_THAT(Why("HTTP/1.1 200 OK\r\nX: a\0b\r\n"s), HasSubstr("control"));
}

TEST(HttpReply, RefusesBadChunks) {
  for (const char* chunk : {"\r\n", "x\r\n", "-1\r\n", "+1\r\n", "0x1\r\n", ";x\r\n",
                            "1 1\r\n", "000000001\r\n", "1\r\nxy\r\n", "1\r\nx1\r\n"}) {
    EXPECT_THAT(
        Why(StrCat("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", chunk)),
        HasSubstr("chunk"))
        << chunk;
  }
}

}  // namespace
}  // namespace certseal
