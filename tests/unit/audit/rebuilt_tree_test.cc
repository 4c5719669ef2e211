// SPDX-License-Identifier: Apache-2.0
#include "audit/rebuilt_tree.h"

#include <gtest/gtest.h>

#include <map>

#include "base/strings.h"
#include "log/tree.h"

namespace certseal {
namespace {

using Leaves = std::vector<Sha256Digest>;
using TileMap = std::map<std::pair<unsigned, uint64_t>, std::string>;

// RFC 6962 §2.1, word by word.
Sha256Digest Mth(const Leaves& leaves, size_t begin, size_t end) {
  if (end - begin == 1) return leaves[begin];
  size_t split = 1;
  while (split * 2 < end - begin) split *= 2;
  return HashChildren(Mth(leaves, begin, begin + split),
                      Mth(leaves, begin + split, end));
}

std::string EntryNumber(uint64_t n) { return StrCat("entry ", n); }

TEST(RebuiltTreeTest, HasTheRootOfTheDefinitionAtEverySize) {
  RebuiltTree tree;
  EXPECT_EQ(tree.Head(), TreeHead::Empty());
  Leaves leaves;
  for (uint64_t n = 0; n < 600; ++n) {
    ASSERT_TRUE(tree.Add(EntryNumber(n)));
    leaves.push_back(LeafHash::Of(EntryNumber(n)).digest);
    ASSERT_EQ(tree.Head(), (TreeHead{n + 1, Mth(leaves, 0, leaves.size())}));
  }
}

// The tiles are those that the log itself writes, at sizes around every edge.
TEST(RebuiltTreeTest, HasTheTilesThatTheLogWrites) {
  for (const uint64_t size :
       {1u, 255u, 256u, 257u, 65'535u, 65'536u, 65'793u, 70'000u}) {
    std::vector<LeafHash> leaves;
    TileMap rebuilt, written;
    RebuiltTree tree([&](const TileId& id, std::string_view hashes) -> Result<void> {
      EXPECT_EQ(hashes.size(), id.width * Sha256Digest::kSize);
      rebuilt[{id.level, id.number}] = hashes;
      return {};
    });
    for (uint64_t n = 0; n < size; ++n) {
      ASSERT_TRUE(tree.Add(EntryNumber(n)));
      leaves.push_back(LeafHash::Of(EntryNumber(n)));
    }
    ASSERT_TRUE(tree.Finish());
    const auto grown =
        AppendLeaves([](const TileId&) { return std::string(); }, 0, leaves);
    ASSERT_TRUE(grown);
    for (const GrownTile& tile : *grown)
      written[{tile.level, tile.number}] = tile.hashes;
    EXPECT_EQ(rebuilt, written) << size;
  }
}

TEST(RebuiltTreeTest, StopsWhereATileIsRefused) {
  RebuiltTree tree([](const TileId& id, std::string_view) -> Result<void> {
    return Fail(id.Path());
  });
  for (int n = 0; n < 255; ++n) ASSERT_TRUE(tree.Add("entry"));
  EXPECT_EQ(tree.Finish().error().message, "tile/0/000.p/255");
  EXPECT_EQ(tree.Add("entry").error().message, "tile/0/000");
}

}  // namespace
}  // namespace certseal
