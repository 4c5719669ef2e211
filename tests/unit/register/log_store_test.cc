// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "log/tile.h"
#include "unit/register/log_fixture.h"
#include "unit/register/raw_database.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LogStoreTest : public LogTest {
 protected:
  std::string WhyNot(uint64_t first, const std::vector<std::string>& entries) {
    return Why([&](Transaction& t) { return t.AppendEntries(first, entries); });
  }
  std::string WhyNotPut(unsigned level, uint64_t number, std::string hashes) {
    const StoredTile tile{level, number, std::move(hashes)};
    return Why([&](Transaction& t) { return t.PutTiles(std::span(&tile, 1)); });
  }
  std::string WhyNotRead(uint64_t begin, uint64_t end) {
    const auto entries = register_.Entries(begin, end);
    return entries ? "" : entries.error().message;
  }
};

TEST_F(LogStoreTest, EntriesFollowWithoutAGap) {
  EXPECT_EQ(register_.LogSize().value(), 0u);
  EXPECT_EQ(WhyNot(1, {Line(1)}), "the log has 0 entries: the next is not 1");
  ASSERT_EQ(WhyNot(0, Lines(0, 3)), "");
  EXPECT_EQ(WhyNot(0, Lines(0, 1)), "the log has 3 entries: the next is not 0");
  EXPECT_EQ(WhyNot(2, Lines(2, 2)), "the log has 3 entries: the next is not 2");
  EXPECT_EQ(WhyNot(4, Lines(4, 2)), "the log has 3 entries: the next is not 4");
  EXPECT_EQ(WhyNot(UINT64_MAX, Lines(4, 2)),
            "the log has 3 entries: the next is not 18446744073709551615");
  ASSERT_EQ(WhyNot(3, {}), "");
  ASSERT_EQ(WhyNot(3, Lines(3, 4'096)), "");
  Register other = Open();
  EXPECT_EQ(other.LogSize().value(), 4'099u);
  EXPECT_EQ(other.Entries(0, 4'099).value(), Lines(0, 4'099));
  EXPECT_THAT(other.Entries(2, 4).value(), ElementsAre(Line(2), Line(3)));
  EXPECT_THAT(other.Entries(4'099, 4'099).value(), IsEmpty());
}

TEST_F(LogStoreTest, EntriesAreLinesOfText) {
  for (const std::string& entry :
       {std::string(), std::string("a\nb"), std::string("a\tb"), std::string("a\0b", 3),
        std::string("\x7f"), std::string("caf\xc3\xa9"), std::string(257, 'x')}) {
    EXPECT_EQ(WhyNot(0, {Line(0), entry}), "log entry 1 is not a line of text")
        << entry;
  }
  EXPECT_EQ(register_.LogSize().value(), 0u);
  EXPECT_EQ(WhyNot(0, {std::string(256, 'x')}), "");
}

TEST_F(LogStoreTest, EntriesBeyondTheLogAreNone) {
  ASSERT_EQ(WhyNot(0, Lines(0, 3)), "");
  EXPECT_EQ(WhyNotRead(0, 4), "the log has 3 entries, none from 0 to 4");
  EXPECT_EQ(WhyNotRead(2, 1), "the log has 3 entries, none from 2 to 1");
  EXPECT_EQ(WhyNotRead(4, 4), "the log has 3 entries, none from 4 to 4");
  EXPECT_EQ(WhyNotRead(UINT64_MAX - 1, UINT64_MAX),
            "the log has 3 entries, none from 18446744073709551614 to "
            "18446744073709551615");
}

TEST_F(LogStoreTest, EntriesOfSeveralPlacesComeInTheOrderAskedFor) {
  ASSERT_EQ(WhyNot(0, Lines(0, 600)), "");
  std::vector<uint64_t> indexes;
  std::vector<std::string> lines;
  for (uint64_t i = 600; i-- > 0;) indexes.push_back(i);
  indexes.push_back(7);
  for (const uint64_t i : indexes) lines.push_back(Line(i));
  EXPECT_EQ(register_.EntriesAt(indexes).value(), lines);
  EXPECT_THAT(register_.EntriesAt({}).value(), IsEmpty());
  for (const uint64_t beyond : {uint64_t{600}, UINT64_MAX}) {
    indexes[300] = beyond;
    EXPECT_EQ(register_.EntriesAt(indexes).error().message,
              "the log has no entry " + std::to_string(beyond));
  }
}

TEST_F(LogStoreTest, AnEntryThatIsMissingIsDamage) {
  ASSERT_EQ(WhyNot(0, Lines(0, 5)), "");
  Raw(Path(), "DELETE FROM log_entries WHERE log_index = 3");
  EXPECT_EQ(register_.EntriesAt(std::vector<uint64_t>{1, 3}).error().message,
            Named(" is damaged: log entry 3 is missing"));
}

TEST_F(LogStoreTest, TilesGrow) {
  EXPECT_EQ(register_.Tile(0, 0).value(), "");
  for (const size_t count : {1u, 2u, 2u, 255u, 256u}) {
    ASSERT_EQ(WhyNotPut(0, 7, Hashes(count)), "");
    EXPECT_EQ(register_.Tile(0, 7).value(), Hashes(count));
  }
  ASSERT_EQ(WhyNotPut(1, 7, Hashes(3)), "");
  Register other = Open();
  EXPECT_EQ(other.Tile(0, 7).value(), Hashes(256));
  EXPECT_EQ(other.Tile(1, 7).value(), Hashes(3));
  for (const auto& [level, number] :
       {std::pair(0u, uint64_t{6}), std::pair(2u, uint64_t{7}),
        std::pair(99u, uint64_t{7}), std::pair(0u, UINT64_MAX)}) {
    EXPECT_EQ(other.Tile(level, number).value(), "");
  }
}

TEST_F(LogStoreTest, TilesNeverChangeWhatIsThere) {
  ASSERT_EQ(WhyNotPut(0, 0, Hashes(3)), "");
  const std::string refused = Named(
      " is damaged: tile 0/0 of the log is not the beginning of what is to take its "
      "place");
  EXPECT_EQ(WhyNotPut(0, 0, Hashes(2)), refused);
  std::string other = Hashes(4);
  other[70] = static_cast<char>(other[70] ^ 1);
  EXPECT_EQ(WhyNotPut(0, 0, other), refused);
  const std::vector<StoredTile> tiles = {{0, 1, Hashes(1)}, {0, 0, other}};
  EXPECT_EQ(Why([&](Transaction& t) { return t.PutTiles(tiles); }), refused);
  EXPECT_EQ(register_.Tile(0, 0).value(), Hashes(3));
  EXPECT_EQ(register_.Tile(0, 1).value(), "");
}

// More than are read and written at once, and one of them twice.
TEST_F(LogStoreTest, TilesAreManyAtOnce) {
  ASSERT_EQ(WhyNotPut(0, 5, Hashes(2)), "");
  std::vector<StoredTile> tiles;
  for (uint64_t i = 0; i < 150; ++i) tiles.push_back({0, i, Hashes(3)});
  tiles.push_back({0, 149, Hashes(4)});
  ASSERT_EQ(Why([&](Transaction& t) { return t.PutTiles(tiles); }), "");
  for (uint64_t i = 0; i < 149; ++i) EXPECT_EQ(register_.Tile(0, i).value(), Hashes(3));
  EXPECT_EQ(register_.Tile(0, 149).value(), Hashes(4));
  tiles[120].hashes = Hashes(2);
  EXPECT_EQ(Why([&](Transaction& t) { return t.PutTiles(tiles); }),
            Named(" is damaged: tile 0/120 of the log is not the beginning of what is "
                  "to take its place"));
}

TEST_F(LogStoreTest, EntriesAreManyAtOnce) {
  ASSERT_EQ(WhyNot(0, Lines(0, 1)), "");
  ASSERT_EQ(WhyNot(1, Lines(1, 1201)), "");
  EXPECT_EQ(Open().Entries(0, 1201).value(), Lines(0, 1201));
}

TEST_F(LogStoreTest, TilesHoldWholeHashes) {
  for (const std::string& hashes :
       {std::string(), Hashes(1) + "x", Hashes(1).substr(1), Hashes(257)}) {
    EXPECT_EQ(WhyNotPut(0, 0, hashes), "tile 0/0 of the log is to hold no hashes");
  }
  EXPECT_EQ(WhyNotPut(kMaxTileLevel + 1, 0, Hashes(1)),
            "there is no tile 6/0 of the log");
  EXPECT_EQ(WhyNotPut(0, uint64_t{1} << 48, Hashes(1)),
            "there is no tile 0/281474976710656 of the log");
  EXPECT_EQ(WhyNotPut(kMaxTileLevel, (uint64_t{1} << 48) - 1, Hashes(1)), "");
}

TEST_F(LogStoreTest, OthersSeeItWhenItIsCommitted) {
  Register other = Open();
  auto transaction = register_.Begin();
  const StoredTile tile{0, 0, Hashes(2)};
  ASSERT_TRUE(transaction && transaction->AppendEntries(0, Lines(0, 2)) &&
              transaction->PutTiles(std::span(&tile, 1)));
  EXPECT_EQ(register_.LogSize().value(), 2u);
  EXPECT_EQ(register_.Entries(0, 2).value(), Lines(0, 2));
  EXPECT_EQ(register_.Tile(0, 0).value(), Hashes(2));
  EXPECT_EQ(other.LogSize().value(), 0u);
  EXPECT_EQ(other.Tile(0, 0).value(), "");
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(other.Entries(0, 2).value(), Lines(0, 2));
  EXPECT_EQ(other.Tile(0, 0).value(), Hashes(2));
}

}  // namespace
}  // namespace certseal
