// SPDX-License-Identifier: Apache-2.0
#include "base/encoding.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

TEST(Encoding, AgreesWithRfc4648) {
  const std::pair<const char*, const char*> kVectors[] = {
      {"", ""},         {"f", "Zg=="},         {"fo", "Zm8="},        {"foo", "Zm9v"},
      {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, encoded] : kVectors) {
    EXPECT_EQ(Base64Encode(plain), encoded);
    EXPECT_EQ(Base64Decode(encoded), plain);
  }
  EXPECT_EQ(HexEncode("foobar"), "666f6f626172");
  EXPECT_EQ(Base64UrlEncode("\xfb\xff"), "-_8");
}

TEST(Encoding, AgreesWithTheBase58Draft) {
  EXPECT_EQ(Base58Encode("Hello World!"), "2NEpo7TZRRrLZSi2U");
  EXPECT_EQ(Base58Encode(std::string("\0\0\x28\x7f\xb4\xcd", 6)), "11233QC4");
  EXPECT_EQ(Base58Decode("11233QC4"), std::string("\0\0\x28\x7f\xb4\xcd", 6));
}

TEST(Encoding, RefusesWhatItWouldNotPrint) {
  EXPECT_FALSE(Base64Decode("Zg"));      // padding missing
  EXPECT_FALSE(Base64Decode("Zh=="));    // unused bits set
  EXPECT_FALSE(Base64Decode("Zg==\n"));  // trailing byte
  EXPECT_FALSE(Base64Decode("===="));
  EXPECT_FALSE(Base64Decode("Z==="));
  EXPECT_FALSE(Base64Decode("Zg==Zg=="));
  EXPECT_FALSE(Base64UrlDecode("Zg=="));
  EXPECT_FALSE(Base64UrlDecode("+/8"));
  EXPECT_FALSE(Base64UrlDecode("A"));
  EXPECT_FALSE(HexDecode("FF"));
  EXPECT_FALSE(HexDecode("f"));
  EXPECT_FALSE(Base58Decode("0"));
  EXPECT_FALSE(Base58Decode(std::string(2000, '2')));
}

TEST(Encoding, RoundTripsEveryByte) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    bytes += static_cast<char>(i);
    EXPECT_EQ(HexDecode(HexEncode(bytes)), bytes);
    EXPECT_EQ(Base64Decode(Base64Encode(bytes)), bytes);
    EXPECT_EQ(Base64UrlDecode(Base64UrlEncode(bytes)), bytes);
    EXPECT_EQ(Base58Decode(Base58Encode(bytes)), bytes);
  }
}

}  // namespace
}  // namespace certseal
