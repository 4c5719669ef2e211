// SPDX-License-Identifier: Apache-2.0
#include <cstring>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {
namespace {

std::string Why(std::string_view text, const JsonLimits& limits = {}) {
  const auto result = ParseJson(text, limits);
  return result ? "accepted" : result.error().message;
}

TEST(ParseJson, RefusesWhatTwoReadersCouldReadDifferently) {
  EXPECT_EQ(Why(R"({"a":1,"a":2})"), R"(1:10: the key "a" stands twice in one object)");
  EXPECT_EQ(Why(R"({"a":1,"\u0061":2})"), R"(1:15: the key "a" stands twice in one object)");
  EXPECT_EQ(Why(std::string("{}\0", 3)), "1:3: holds a NUL byte");
  EXPECT_EQ(Why("\xef\xbb\xbf{}"), "1:1: begins with a byte order mark");
  EXPECT_EQ(Why("{\n \"a\": \"\xff\"}"), "2:8: not valid UTF-8");
  EXPECT_EQ(Why("1e999"), "1:5: a number is out of range");
  EXPECT_EQ(Why("9007199254740993"), "1:16: an integer beyond 2^53 is not exact in JSON");
  for (const char* bad : {"", "{}x", "{} {}", "[1,]", "{'a':1}", "01", "+1", ".5", "1.",
                          "NaN", "nul", R"("\ud800")", R"("\udc00\ud800")", "\"\t\"",
                          "[", "{\"a\"}", "// c\n1", R"("\x41")", "\"a"}) {
    EXPECT_NE(Why(bad), "accepted") << bad;
  }
}

TEST(ParseJson, KeepsItsLimits) {
  const std::string deep = std::string(40, '[') + std::string(40, ']');
  EXPECT_EQ(Why(deep), "1:33: nested too deeply");
  EXPECT_EQ(Why(std::string(5'000'000, '['), {.max_bytes = 10'000'000}),
            "1:33: nested too deeply");
  EXPECT_EQ(Why("[1,2,3]", {.max_bytes = 6}), "larger than 6 bytes");
  EXPECT_EQ(Why("[1,2,3]", {.max_values = 3}), "1:7: too many values");
}

TEST(ParseJson, TellsWhereValuesStand) {
  JsonPositions at;
  const auto value = ParseJson("{\n  \"a\": [10,\n   {\"b/c\": true}],\n  \"z\": 5\n}", {}, &at);
  ASSERT_TRUE(value);
  EXPECT_EQ((*value)["a"][1]["b/c"], true);
  EXPECT_EQ(at["/a/0"].line, 2);
  EXPECT_EQ(at["/a/1/b~1c"].line, 3);
  EXPECT_EQ(at["/z"].line, 4);
  EXPECT_EQ(at["/z"].column, 8);
}

TEST(CanonicalJson, OrdersKeysByUtf16) {
  // RFC 8785 §3.2.3: its example and its order.
  const auto value = ParseJson(
      R"({"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})");
  ASSERT_TRUE(value);
  EXPECT_EQ(CanonicalJson(*value),
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\xc2\x80\":\"Control\","
            "\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro Sign\","
            "\"😀\":\"Emoji: Grinning Face\",\"\xef\xac\xb3\":\"Hebrew Letter Dalet With "
            "Dagesh\"}");
}

TEST(CanonicalJson, PrintsWhatRfc8785Section3_2_2Prints) {
  const auto value = ParseJson(
      R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})");
  ASSERT_TRUE(value);
  EXPECT_EQ(CanonicalJson(*value),
            R"({"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"})");
}

TEST(CanonicalJson, PrintsNumbersAsRfc8785AppendixB) {
  const std::pair<uint64_t, const char*> kVectors[] = {
      {0x0000000000000000, "0"},
      {0x8000000000000000, "0"},
      {0x0000000000000001, "5e-324"},
      {0x8000000000000001, "-5e-324"},
      {0x7fefffffffffffff, "1.7976931348623157e+308"},
      {0xffefffffffffffff, "-1.7976931348623157e+308"},
      {0x4340000000000000, "9007199254740992"},
      {0xc340000000000000, "-9007199254740992"},
      {0x4430000000000000, "295147905179352830000"},
      {0x44b52d02c7e14af5, "9.999999999999997e+22"},
      {0x44b52d02c7e14af6, "1e+23"},
      {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
      {0x444b1ae4d6e2ef4e, "999999999999999700000"},
      {0x444b1ae4d6e2ef4f, "999999999999999900000"},
      {0x444b1ae4d6e2ef50, "1e+21"},
      {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
      {0x3eb0c6f7a0b5ed8d, "0.000001"},
      {0x41b3de4355555553, "333333333.3333332"},
      {0x41b3de4355555554, "333333333.33333325"},
      {0x41b3de4355555555, "333333333.3333333"},
      {0x41b3de4355555556, "333333333.3333334"},
      {0x41b3de4355555557, "333333333.33333343"},
      {0xbecbf647612f3696, "-0.0000033333333333333333"},
      {0x43143ff3c1cb0959, "1424953923781206.2"}};
  for (const auto& [bits, text] : kVectors) {
    double value;
    std::memcpy(&value, &bits, sizeof value);
    EXPECT_EQ(EcmaScriptNumber(value), text);
  }
}

}  // namespace
}  // namespace certseal
