// SPDX-License-Identifier: Apache-2.0
#include "verify/proven_log.h"

#include <gmock/gmock.h>

#include "unit/verify/register_fixture.h"

namespace certseal {
namespace {

using testing::HasSubstr;

class ProvenLogTest : public RegisterTest {
 protected:
  ProvenLogTest() {
    for (int i = 0; i < 300; ++i) school_.Append(IssueEntry{Sha256(std::to_string(i))});
    Publish("2026-11-25T11:10:00Z");
    tree_ = school_.checkpoint().tree();
  }
  ProvenLog Log() const { return ProvenLog(*site_, *tree_); }
  std::optional<TreeHead> tree_;
};

TEST_F(ProvenLogTest, GivesEveryEntryAndItsLeaf) {
  ProvenLog log = Log();
  for (uint64_t i = 0; i < tree_->size; ++i) {
    EXPECT_EQ(*log.EntryAt(i), school_.entries[i]) << i;
    EXPECT_EQ(*log.LeafAt(i), LeafHash::Of(school_.entries[i])) << i;
  }
  EXPECT_FALSE(log.LeafAt(tree_->size));
  EXPECT_FALSE(log.EntryAt(tree_->size));
  EXPECT_LE(site_->asked.size(), 6u) << "each tile and bundle once";
}

TEST_F(ProvenLogTest, KnowsItsBeginnings) {
  ProvenLog log = Log();
  TestSchool other(school_.site(), DocumentKeyOf());
  std::vector<LeafHash> leaves;
  for (uint64_t size : {1u, 2u, 4u, 5u, 255u, 256u, 257u, 300u}) {
    other.entries.assign(school_.entries.begin(),
                         school_.entries.begin() + static_cast<ptrdiff_t>(size));
    TestSchool same = other;
    same.Sign(kNow);
    EXPECT_TRUE(*log.Extends(same.checkpoint().tree())) << size;
    TreeHead lie = same.checkpoint().tree();
    lie.root = Sha256("another");
    EXPECT_FALSE(*log.Extends(lie)) << size;
  }
  EXPECT_TRUE(*log.Extends(*tree_));
  EXPECT_TRUE(*log.Extends(TreeHead::Empty()));
  EXPECT_FALSE(*log.Extends({0, Sha256("not nothing")}));
  EXPECT_FALSE(log.Extends({tree_->size + 1, tree_->root}));
}

// A full tile stands in for a partial one that the site no longer keeps.
TEST_F(ProvenLogTest, ReadsFullTilesInThePlaceOfPartialOnes) {
  const TreeHead before = *tree_;
  for (int i = 0; i < 300; ++i) school_.Append(IssueEntry{Sha256(std::to_string(-i))});
  Publish("2026-11-25T11:20:00Z");
  std::erase_if(site_->files, [](const auto& file) {
    return file.first.starts_with("tile/0/001.p/") ||
           file.first.starts_with("tile/entries/001.p/");
  });
  ProvenLog log(*site_, before);
  EXPECT_EQ(*log.EntryAt(before.size - 1), school_.entries[before.size - 1]);
  EXPECT_EQ(*log.EntryAt(0), school_.entries[0]);
  site_->files["tile/0/001"].resize(32 * 100);
  EXPECT_THAT(ProvenLog(*site_, before).LeafAt(before.size - 1).error().message,
              HasSubstr("has 3200 bytes, not 8192"));
}

TEST_F(ProvenLogTest, BelievesNothing) {
  const auto fails = [&](const std::string& path, std::string bytes) {
    const std::string honest = std::exchange(site_->files[path], std::move(bytes));
    ProvenLog log = Log();
    const bool failed = !log.EntryAt(tree_->size - 1);
    site_->files[path] = honest;
    return failed;
  };
  const std::string bundle = EntriesPath(1, static_cast<unsigned>(tree_->size - 256));
  const std::string tile =
      TileId{0, 1, static_cast<unsigned>(tree_->size - 256)}.Path();
  ASSERT_TRUE(site_->files.contains(bundle) && site_->files.contains(tile));
  EXPECT_FALSE(fails(tile, site_->files[tile]));
  for (size_t at = 0; at < site_->files[tile].size(); ++at) {
    std::string bent = site_->files[tile];
    bent[at] = static_cast<char>(bent[at] ^ 1);
    ASSERT_TRUE(fails(tile, bent)) << at;
  }
  for (size_t at = 0; at < site_->files[bundle].size(); ++at) {
    std::string bent = site_->files[bundle];
    bent[at] = static_cast<char>(bent[at] ^ 1);
    ASSERT_TRUE(fails(bundle, bent)) << at;
  }
  // Tiles that agree with each other and not with the root.
  TestSchool other = school_;
  other.entries.back() = EntryText(IssueEntry{Sha256("another")});
  TestSchool again(school_.site(), DocumentKeyOf());
  again.entries = other.entries;
  again.Sign(kNow);
  again.PublishTiles(*site_);
  ProvenLog log = Log();
  EXPECT_THAT(log.LeafAt(tree_->size - 1).error().message,
              HasSubstr("do not give its checkpoint's root"));
}

}  // namespace
}  // namespace certseal
