// SPDX-License-Identifier: Apache-2.0
#include "log/tile.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "log/entry.h"
#include "unit/log/log_testing.h"

namespace certseal {
namespace {

TEST(Tile, PathsOfTheVectors) {
  const auto small = nlohmann::json::parse(ReadVector("small.json"));
  int tiles = 0;
  for (const auto& vector : small["tile_paths"]) {
    const uint64_t number = vector[1];
    const unsigned width = vector[2];
    if (vector[0].is_number()) {
      EXPECT_EQ((TileId{vector[0], number, width}.Path()), vector[3]);
      ++tiles;
    } else {
      EXPECT_EQ(EntriesPath(number, width), vector[3]);
    }
  }
  EXPECT_GE(tiles, 5);
  EXPECT_GT(small["tile_paths"].size(), static_cast<size_t>(tiles));
}

TEST(Tile, PathsOfAnyNumber) {
  EXPECT_EQ((TileId{5, 0, 256}.Path()), "tile/5/000");
  EXPECT_EQ((TileId{0, 999, 1}.Path()), "tile/0/999.p/1");
  EXPECT_EQ((TileId{1, 1000, 256}.Path()), "tile/1/x001/000");
  EXPECT_EQ(EntriesPath(999'999, 255), "tile/entries/x999/999.p/255");
  EXPECT_EQ(EntriesPath(UINT64_MAX, 256),
            "tile/entries/x018/x446/x744/x073/x709/x551/615");
}

TEST(Tile, BundlesRoundTrip) {
  const std::vector<std::vector<std::string>> bundles = {
      {},
      {""},
      {"", "", "a"},
      {std::string(65'535, 'x'), "y"},
      {std::string("\0\1", 2)}};
  for (const auto& entries : bundles) {
    const auto count = static_cast<unsigned>(entries.size());
    const std::string bundle = EncodeBundle(entries);
    const auto decoded = DecodeBundle(bundle, count);
    ASSERT_TRUE(decoded) << decoded.error().message;
    EXPECT_EQ(*decoded, entries);
    EXPECT_FALSE(DecodeBundle(bundle, count + 1));
    EXPECT_FALSE(DecodeBundle(bundle + '\0', count));
  }
  EXPECT_EQ(EncodeBundle(std::vector<std::string>{"ab", "c"}),
            std::string("\0\2ab\0\1c", 7));
}

TEST(Tile, BundlesCutAnywhereAreRefused) {
  std::vector<std::string> entries;
  for (int i = 0; i < 20; ++i) entries.push_back(TestEntry(static_cast<uint64_t>(i)));
  const std::string bundle = EncodeBundle(entries);
  for (size_t size = 0; size < bundle.size(); ++size) {
    EXPECT_FALSE(DecodeBundle(bundle.substr(0, size), 20)) << size;
  }
  EXPECT_FALSE(DecodeBundle("", UINT32_MAX));
  EXPECT_FALSE(DecodeBundle("\xff\xff", 1));
}

TEST(TileDeathTest, AnEntryThatNoLengthHoldsIsNeverWritten) {
  const std::vector<std::string> entries = {std::string(65'536, 'x')};
  EXPECT_DEATH((void)EncodeBundle(entries), "");
}

}  // namespace
}  // namespace certseal
