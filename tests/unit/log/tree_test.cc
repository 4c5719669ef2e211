// SPDX-License-Identifier: Apache-2.0
//
// Trees over the boundaries of tiles, and tiles that lie.
#include "log/tree.h"

#include <gtest/gtest.h>

#include <limits>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

constexpr uint64_t kLarge = 65'536 + 256 + 3;
constexpr uint64_t kBoundaries[] = {1,      2,      255,    256,    257,    511,
                                    512,    513,    65'279, 65'280, 65'281, 65'535,
                                    65'536, 65'537, 65'792, kLarge};

const StoredTree& LargeTree() {
  static const StoredTree tree = StoredTree::Of(kLarge);
  return tree;
}

ReferenceTree& LargeReference() {
  static ReferenceTree reference;
  return reference;
}

TEST(Tree, OneLeafAtATimeGivesTheTilesOfAllAtOnce) {
  const std::vector<LeafHash> leaves = TestLeaves(0, kLarge);
  StoredTree tree;
  for (const LeafHash& leaf : leaves) ASSERT_TRUE(tree.Append({leaf}));
  EXPECT_EQ(tree.tiles, LargeTree().tiles);
  EXPECT_EQ(tree.tiles.size(), 258u + 2 + 1);
}

TEST(Tree, EveryChunkingGivesTheSameTiles) {
  const std::vector<LeafHash> leaves = TestLeaves(0, kLarge);
  for (const size_t chunk : {7u, 255u, 256u, 257u, 4096u, 65'535u, 65'536u, 65'537u}) {
    StoredTree tree;
    for (size_t begin = 0; begin < leaves.size(); begin += chunk) {
      const size_t end = std::min(begin + chunk, leaves.size());
      ASSERT_TRUE(tree.Append({leaves.begin() + static_cast<std::ptrdiff_t>(begin),
                               leaves.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    EXPECT_EQ(tree.tiles, LargeTree().tiles) << chunk;
  }
}

TEST(Tree, TilesHoldWhatTheSpecificationSays) {
  for (const auto& [key, hashes] : LargeTree().tiles) {
    const auto [level, number] = key;
    const unsigned width = TileWidthIn(kLarge, level, number);
    ASSERT_EQ(hashes.size(), 32 * width) << level << ", " << number;
    const uint64_t span = uint64_t{1} << (8 * level);
    for (unsigned i = 0; i < width; ++i) {
      const uint64_t begin = (number * 256 + i) * span;
      ASSERT_EQ(hashes.substr(32 * i, 32),
                LargeReference().Hash(begin, begin + span).bytes());
    }
  }
}

TEST(Tree, GivesTheSpecificationsExampleOfWidths) {
  // c2sp.org/tlog-tiles: a tree of 70,000.
  EXPECT_EQ(TileWidthIn(70'000, 0, 272), 256u);
  EXPECT_EQ(TileWidthIn(70'000, 0, 273), 112u);
  EXPECT_EQ(TileWidthIn(70'000, 0, 274), 0u);
  EXPECT_EQ(TileWidthIn(70'000, 1, 0), 256u);
  EXPECT_EQ(TileWidthIn(70'000, 1, 1), 17u);
  EXPECT_EQ(TileWidthIn(70'000, 2, 0), 1u);
  EXPECT_EQ(TileWidthIn(70'000, 3, 0), 0u);
  EXPECT_EQ(TileWidthIn(256, 0, 0), 256u);
  EXPECT_EQ(TileWidthIn(256, 0, 1), 0u);
  EXPECT_EQ(TileWidthIn(256, 1, 0), 1u);
}

TEST(Tree, ProofsAcrossBoundariesVerify) {
  StoredTree stored = LargeTree();
  TreeReader tree = stored.Reader();
  for (const uint64_t size : kBoundaries) {
    const TreeHead head = LargeReference().Head(size);
    ASSERT_EQ(*tree.HeadAt(size), head) << size;
    for (const uint64_t end : kBoundaries) {
      if (end > size) break;
      const auto proof = tree.ProveInclusionIn(size, end - 1);
      ASSERT_TRUE(proof) << proof.error().message;
      ASSERT_EQ(*proof, LargeReference().Path(end - 1, 0, size));
      ASSERT_TRUE(
          CheckInclusion(LeafHash::Of(TestEntry(end - 1)), end - 1, *proof, head));
      // As the tree was at `size`, from tiles that have grown since.
      TreeReader then(stored.Source(), size);
      const auto consistency = then.ProveConsistency(end);
      ASSERT_TRUE(consistency) << consistency.error().message;
      ASSERT_EQ(*consistency, LargeReference().SubProof(end, 0, size, true));
      ASSERT_TRUE(CheckConsistency(LargeReference().Head(end), head, *consistency));
    }
  }
}

TEST(Tree, ReadsFewTilesAndEachOnce) {
  StoredTree stored = LargeTree();
  const auto reads = [&](auto ask) {
    stored.reads = 0;
    TreeReader tree = stored.Reader();
    EXPECT_TRUE(ask(tree));
    EXPECT_TRUE(ask(tree));
    return stored.reads;
  };
  EXPECT_LE(reads([](TreeReader& tree) { return tree.Head(); }), 3);
  EXPECT_LE(reads([](TreeReader& tree) { return tree.ProveInclusion(12'345); }), 5);
  EXPECT_LE(reads([](TreeReader& tree) { return tree.ProveConsistency(54'321); }), 5);
  EXPECT_EQ(reads([](TreeReader& tree) { return tree.LeafAt(54'321); }), 1);
  stored.reads = 0;
  ASSERT_TRUE(AppendLeaves(stored.Source(), stored.size, TestLeaves(0, 5000)));
  EXPECT_EQ(stored.reads, 2) << "the partial tiles that grow";
  stored.reads = 0;
  ASSERT_TRUE(AppendLeaves(stored.Source(), 65'536, TestLeaves(0, 1)));
  EXPECT_EQ(stored.reads, 0) << "the tiles on levels 1 and 2 do not change";
}

TEST(Tree, AppendingNothingChangesNothing) {
  StoredTree stored = StoredTree::Of(300);
  EXPECT_TRUE(AppendLeaves(stored.Source(), 300, {})->empty());
  EXPECT_TRUE(AppendLeaves(nullptr, 0, {})->empty());
}

// Every question that reads tiles.
std::vector<Result<void>> AskEverything(const TileSource& source, uint64_t size) {
  const auto outcome = [](const auto& result) -> Result<void> {
    if (result) return {};
    return Fail(result.error());
  };
  return {outcome(TreeReader(source, size).Head()),
          outcome(TreeReader(source, size).HeadAt(size - 1)),
          outcome(TreeReader(source, size).ProveInclusion(size - 1)),
          outcome(TreeReader(source, size).ProveInclusion(1)),
          outcome(TreeReader(source, size).ProveConsistency(size - 1)),
          outcome(TreeReader(source, size).ProveConsistency(1)),
          outcome(TreeReader(source, size).LeafAt(size - 1)),
          outcome(AppendLeaves(source, size, TestLeaves(0, 300)))};
}

TEST(Tree, TilesOfTheWrongLengthAreErrors) {
  const StoredTree& stored = LargeTree();
  const auto bent = [&](auto change) -> TileSource {
    return [&stored, change](const TileId& id) -> Result<std::string> {
      std::string tile = stored.tiles.at({id.level, id.number});
      change(tile, id.width);
      return tile;
    };
  };
  const TileSource sources[] = {
      bent([](std::string& tile, unsigned) { tile.clear(); }),
      bent([](std::string& tile, unsigned) { tile.pop_back(); }),
      bent([](std::string& tile, unsigned width) { tile.resize(32 * width - 32); }),
      bent([](std::string& tile, unsigned) { tile += '\0'; }),
      bent([](std::string& tile, unsigned) { tile.resize(257 * 32); }),
      bent([](std::string& tile, unsigned) { tile.resize(1 << 20); }),
      [](const TileId& id) -> Result<std::string> { return Fail(id.Path()); }};
  for (const TileSource& source : sources) {
    for (const Result<void>& outcome : AskEverything(source, kLarge)) {
      ASSERT_FALSE(outcome);
      EXPECT_NE(outcome.error().message.find("tile/"), std::string::npos)
          << outcome.error().message;
    }
  }
}

TEST(Tree, ATileThatHasGrownServesTheSmallerTree) {
  StoredTree stored = LargeTree();
  const TileSource grown = [&](const TileId& id) -> Result<std::string> {
    std::string tile = stored.tiles.at({id.level, id.number});
    while (tile.size() < 256 * 32)
      tile += Sha256(StrCat("later ", tile.size())).bytes();
    return tile;
  };
  for (const Result<void>& outcome : AskEverything(grown, kLarge)) {
    EXPECT_TRUE(outcome) << outcome.error().message;
  }
  EXPECT_EQ(*TreeReader(grown, kLarge).Head(), LargeReference().Head(kLarge));
  StoredTree after = LargeTree();
  ASSERT_TRUE(after.Append(TestLeaves(kLarge, kLarge + 10)));
  const auto appended = AppendLeaves(grown, kLarge, TestLeaves(kLarge, kLarge + 10));
  ASSERT_EQ(appended->size(), 1u);
  EXPECT_EQ((*appended)[0].hashes, (after.tiles[{0, kLarge / 256}]));
}

TEST(Tree, ABentTileNeverGivesAProofThatVerifies) {
  StoredTree stored = StoredTree::Of(300);
  const TreeHead head = LargeReference().Head(300);
  const TreeHead before = LargeReference().Head(200);
  for (auto& [key, tile] : stored.tiles) {
    for (size_t at = 0; at < tile.size(); at += 16) {
      tile[at] = static_cast<char>(tile[at] ^ 0x10);
      TreeReader tree = stored.Reader();
      // The root is made of the right edge, these proofs of every leaf.
      EXPECT_EQ(*tree.Head() == head, key == std::pair(0u, uint64_t{0}));
      if (key.first == 0) {
        const auto leaf = tree.LeafAt(45);
        EXPECT_FALSE(CheckInclusion(*leaf, 45, *tree.ProveInclusion(45), head));
        EXPECT_FALSE(CheckConsistency(before, head, *tree.ProveConsistency(200)));
      }
      tile[at] = static_cast<char>(tile[at] ^ 0x10);
    }
  }
}

TEST(Tree, ImpossibleSizesAreErrors) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  const TileSource full = [](const TileId&) -> Result<std::string> {
    return std::string(256 * 32, 'x');
  };
  for (const uint64_t size : {uint64_t{1} << 48, uint64_t{1} << 63, kMax}) {
    EXPECT_FALSE(TreeReader(full, size).Head()) << size;
    EXPECT_FALSE(AppendLeaves(full, size, TestLeaves(0, 1))) << size;
  }
  EXPECT_FALSE(TreeReader(full, kMax).ProveInclusion(kMax - 1));
  EXPECT_FALSE(TreeReader(full, kMax).ProveConsistency(kMax - 1));
  constexpr uint64_t kLast = (uint64_t{1} << 48) - 1;
  EXPECT_TRUE(TreeReader(full, kLast).Head());
  EXPECT_TRUE(AppendLeaves(full, kLast - 1, TestLeaves(0, 1)));
  EXPECT_FALSE(AppendLeaves(full, kLast, TestLeaves(0, 1)));
  EXPECT_EQ(TileWidthIn(kMax, 7, 0), 255u);
  EXPECT_EQ(TileWidthIn(kMax, 8, 0), 0u);
  EXPECT_EQ(TileWidthIn(kMax, 63, 0), 0u);
  EXPECT_EQ(TileWidthIn(kMax, 0, kMax), 0u);
}

}  // namespace
}  // namespace certseal
