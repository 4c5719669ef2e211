// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>
#include <bitset>
#include <memory>
#include <numeric>
#include <random>
#include <vector>

#include "base/encoding.h"
#include "status/status_list.h"

namespace certseal {
namespace {

constexpr size_t kBytes = StatusBits::kCount / 8;

// The example of the specification (W3C Bitstring Status List 1.0, example 3).
constexpr std::string_view kExample =
    "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA";
// The list https://dhs-svip.github.io/ns/uscis/status/3: bit 4000 is set.
constexpr std::string_view kAgency =
    "uH4sIAAAAAAAAA-3OMQEAAAgDoEU3ugEWwENIQMI3cx0AAAAAAAAAAAAAAAAAAACgLGiNcIEAQAAA";
// A list of Eclipse EDC's identity hub, made by Java: bit 94567 is set.
constexpr std::string_view kHub =
    "uH4sIAAAAAAAA_-3OMQ0AAAgDsOHfNBp2kZBWQRMAAAAAAAAAAAAAAL6Z6wAAAAAAtQVQdb5gAEAAAA";
// A list of @digitalbazaar/vc-bitstring-status-list's tests: 100,000 bits, too few.
constexpr std::string_view kShort =
    "uH4sIAAAAAAAAA-3OMQ0AAAgDsOHfNB72EJJWQRMAAAAAAIDWXAcAAAAAAIDHFrc4zDzUMAAA";

struct Options {
  int level = 6;
  int window = 16 + MAX_WBITS;
  std::string name = {};
};

// Compress is what other programs may do with the same bits.
std::string Compress(std::string_view bytes, const Options& options = {}) {
  z_stream zlib{};
  EXPECT_EQ(deflateInit2(&zlib, options.level, Z_DEFLATED, options.window, 8,
                         Z_DEFAULT_STRATEGY),
            Z_OK);
  gz_header header{};
  std::string name = options.name;
  header.time = 1'800'000'000;
  header.name = reinterpret_cast<Bytef*>(name.data());
  header.hcrc = 1;
  if (!name.empty()) {
    EXPECT_EQ(deflateSetHeader(&zlib, &header), Z_OK);
  }
  std::string out(deflateBound(&zlib, bytes.size()) + 100, '\0');
  zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  zlib.avail_in = static_cast<uInt>(bytes.size());
  zlib.next_out = reinterpret_cast<Bytef*>(out.data());
  zlib.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&zlib, Z_FINISH), Z_STREAM_END);
  out.resize(zlib.total_out);
  deflateEnd(&zlib);
  return out;
}

std::string Encoded(std::string_view gzip) { return "u" + Base64UrlEncode(gzip); }

std::string Why(std::string_view encoded) {
  const auto bits = StatusBits::Decode(encoded);
  return bits ? "accepted" : bits.error().message;
}

std::string Raw(const StatusBits& bits) {
  std::string out(kBytes, '\0');
  for (uint32_t i = 0; i < StatusBits::kCount; ++i) {
    if (bits.Get(i)) out[i / 8] = static_cast<char>(out[i / 8] | 0x80 >> (i % 8));
  }
  return out;
}

StatusBits Random(uint32_t count) {
  std::vector<uint32_t> places(StatusBits::kCount);
  std::iota(places.begin(), places.end(), 0u);
  std::shuffle(places.begin(), places.end(), std::mt19937(count));
  StatusBits bits;
  for (uint32_t i = 0; i < count; ++i) bits.Set(places[i], true);
  return bits;
}

TEST(StatusBits, ReadsTheListsOfOthers) {
  EXPECT_EQ(StatusBits::Decode(kExample).value(), StatusBits());
  for (const auto& [list, index] :
       {std::pair(kAgency, 4000u), std::pair(kHub, 94'567u)}) {
    const auto bits = StatusBits::Decode(list);
    ASSERT_TRUE(bits) << bits.error().message;
    EXPECT_EQ(bits->CountSet(), 1u);
    EXPECT_TRUE(bits->Get(index));
  }
  EXPECT_EQ(Why(kShort), "not 131072 bits");
}

TEST(StatusBits, WritesWhatTheSpecificationPrints) {
  EXPECT_EQ(StatusBits().Encode(), kExample);
  StatusBits bits;
  bits.Set(4000, true);
  EXPECT_EQ(bits.Encode(), kAgency);
  EXPECT_EQ(bits.Encode(), bits.Encode());
}

TEST(StatusBits, KeepsEveryBit) {
  std::mt19937 random(7);
  auto expected = std::make_unique<std::bitset<StatusBits::kCount>>();
  StatusBits bits;
  for (int i = 0; i < 20'000; ++i) {
    const uint32_t index = random() % StatusBits::kCount;
    const bool value = random() % 3 != 0;
    expected->set(index, value);
    bits.Set(index, value);
  }
  const auto decoded = StatusBits::Decode(bits.Encode());
  ASSERT_TRUE(decoded) << decoded.error().message;
  EXPECT_EQ(*decoded, bits);
  EXPECT_EQ(bits.CountSet(), expected->count());
  for (uint32_t i = 0; i < StatusBits::kCount; ++i) {
    ASSERT_EQ(decoded->Get(i), expected->test(i)) << i;
  }
}

TEST(StatusBits, TheFirstBitIsTheLeftmost) {
  StatusBits bits;
  bits.Set(0, true);
  bits.Set(15, true);
  EXPECT_EQ(
      StatusBits::Decode(Encoded(Compress("\x80\x01" + std::string(kBytes - 2, 0)))),
      bits);
}

TEST(StatusBits, EveryCountDecodes) {
  for (const uint32_t count : {1u, 1310u, 65'536u, 131'072u}) {
    const StatusBits bits = Random(count);
    const std::string encoded = bits.Encode();
    EXPECT_LT(encoded.size(), 22'000u);
    EXPECT_EQ(StatusBits::Decode(encoded).value(), bits) << count;
  }
}

TEST(StatusBits, TakesAnyGzipOfTheBits) {
  const StatusBits bits = Random(1310);
  for (const Options& options : std::vector<Options>{
           {.level = 0}, {.level = 1}, {.level = 9}, {.name = "list.bin"}}) {
    const auto decoded = StatusBits::Decode(Encoded(Compress(Raw(bits), options)));
    ASSERT_TRUE(decoded) << options.level << options.name << decoded.error().message;
    EXPECT_EQ(*decoded, bits);
  }
}

TEST(StatusBits, TakesNothingElse) {
  const std::string bytes = Raw(Random(1310));
  const std::string gzip = Compress(bytes);
  EXPECT_EQ(Why(Encoded(gzip + gzip)),
            std::to_string(gzip.size()) + " bytes behind the gzip data");
  EXPECT_EQ(Why(Encoded(gzip + '\0')), "1 bytes behind the gzip data");
  EXPECT_EQ(Why(Encoded(Compress(bytes + '\0'))), "more than 131072 bits");
  EXPECT_EQ(Why(Encoded(Compress(std::string_view(bytes).substr(1)))),
            "not 131072 bits");
  EXPECT_EQ(Why(Encoded(Compress(""))), "not 131072 bits");
  EXPECT_EQ(Why(Encoded(Compress(bytes, {.window = MAX_WBITS}))),
            "not a whole gzip file");  // zlib's own wrapping
  EXPECT_EQ(Why(Encoded(Compress(bytes, {.window = -MAX_WBITS}))),
            "not a whole gzip file");  // none
  EXPECT_EQ(Why("u"), "not a whole gzip file");
  EXPECT_EQ(Why(""), "does not begin with \"u\"");
  EXPECT_EQ(Why(Base64UrlEncode(gzip)), "does not begin with \"u\"");
  EXPECT_EQ(Why("z" + Base64UrlEncode(gzip)), "does not begin with \"u\"");
  EXPECT_EQ(Why(std::string(kExample) + "="), "not base64url without padding");
  EXPECT_EQ(Why(std::string(kExample) + "\n"), "not base64url without padding");
  EXPECT_EQ(Why("u" + Base64Encode(gzip)), "not base64url without padding");
  EXPECT_EQ(Why("u" + std::string(StatusList::kMaxBytes, 'A')), "too large");
}

TEST(StatusBits, StopsABombEarly) {
  const std::string bomb = Compress(std::string(40 << 20, '\0'), {.level = 9});
  EXPECT_LT(Encoded(bomb).size(), StatusList::kMaxBytes);
  EXPECT_EQ(Why(Encoded(bomb)), "more than 131072 bits");
}

// The checksum covers the bits; a few bits of the header say nothing about them.
TEST(StatusBits, NoDamageChangesABit) {
  const StatusBits bits = Random(20);
  const std::string gzip = *Base64UrlDecode(bits.Encode().substr(1));
  int refused = 0;
  for (size_t bit = 0; bit < gzip.size() * 8; ++bit) {
    std::string bent = gzip;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    const auto decoded = StatusBits::Decode(Encoded(bent));
    if (decoded) {
      ASSERT_EQ(*decoded, bits) << bit;
    } else {
      ++refused;
    }
  }
  EXPECT_GT(refused, static_cast<int>(gzip.size() - 10) * 7);
  for (size_t size = 0; size < gzip.size(); ++size) {
    ASSERT_FALSE(StatusBits::Decode(Encoded(gzip.substr(0, size)))) << size;
  }
}

}  // namespace
}  // namespace certseal
