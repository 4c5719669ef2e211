// SPDX-License-Identifier: Apache-2.0
//
// Proofs made from tiles and their checks, against the definition, and bent in every
// way.
#include <gtest/gtest.h>

#include <limits>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

constexpr uint64_t kAllSizes = 256;

Sha256Digest Flipped(const Sha256Digest& hash, size_t bit) {
  std::string bytes(hash.bytes());
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
  return *Sha256Digest::FromBytes(bytes);
}

// Every proof that differs from this one by a flipped bit, a hash left out, doubled or
// added, or by two hashes exchanged.
std::vector<ProofHashes> Bent(const ProofHashes& proof) {
  std::vector<ProofHashes> all;
  const auto add = [&](auto change) {
    ProofHashes bent = proof;
    change(bent);
    if (bent != proof) all.push_back(std::move(bent));
  };
  for (size_t i = 0; i < proof.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    add([&](ProofHashes& p) { p[i] = Flipped(p[i], (i * 37 + 11) % 256); });
    add([&](ProofHashes& p) { p.erase(p.begin() + at); });
    add([&](ProofHashes& p) { p.insert(p.begin() + at, proof[i]); });
    for (size_t j = 0; j < i; ++j) {
      add([&](ProofHashes& p) { std::swap(p[i], p[j]); });
    }
  }
  add([&](ProofHashes& p) { p.push_back(Sha256("one more")); });
  add([&](ProofHashes& p) { p.insert(p.begin(), Sha256("one more")); });
  add([&](ProofHashes& p) { p.clear(); });
  return all;
}

TEST(Proofs, InclusionIsAsDefinedForAllSizesAndIndexes) {
  ReferenceTree reference;
  StoredTree stored = StoredTree::Of(kAllSizes);
  TreeReader grown = stored.Reader();
  for (uint64_t size = 1; size <= kAllSizes; ++size) {
    StoredTree own = StoredTree::Of(size);
    TreeReader tree = own.Reader();
    const TreeHead head = reference.Head(size);
    ASSERT_EQ(*tree.Head(), head);
    ASSERT_EQ(*grown.HeadAt(size), head);
    for (uint64_t index = 0; index < size; ++index) {
      const auto proof = tree.ProveInclusion(index);
      ASSERT_TRUE(proof) << proof.error().message;
      ASSERT_EQ(*proof, reference.Path(index, 0, size)) << index << " in " << size;
      ASSERT_EQ(*grown.ProveInclusionIn(size, index), *proof);
      const LeafHash leaf = LeafHash::Of(TestEntry(index));
      ASSERT_EQ(*tree.LeafAt(index), leaf);
      ASSERT_TRUE(CheckInclusion(leaf, index, *proof, head)) << index << " in " << size;
    }
    EXPECT_FALSE(tree.ProveInclusion(size));
    EXPECT_FALSE(tree.ProveInclusionIn(size + 1, 0));
    EXPECT_FALSE(tree.LeafAt(size));
    EXPECT_FALSE(tree.HeadAt(size + 1));
  }
}

TEST(Proofs, ConsistencyIsAsDefinedForAllPairsOfSizes) {
  ReferenceTree reference;
  for (uint64_t newer = 1; newer <= kAllSizes; ++newer) {
    StoredTree stored = StoredTree::Of(newer);
    TreeReader tree = stored.Reader();
    for (uint64_t older = 1; older <= newer; ++older) {
      const auto proof = tree.ProveConsistency(older);
      ASSERT_TRUE(proof) << proof.error().message;
      ASSERT_EQ(*proof, reference.SubProof(older, 0, newer, true))
          << older << " to " << newer;
      const auto consistent =
          CheckConsistency(reference.Head(older), reference.Head(newer), *proof);
      ASSERT_TRUE(consistent) << consistent.error().message;
    }
    EXPECT_EQ(*tree.ProveConsistency(0), ProofHashes());
    EXPECT_FALSE(tree.ProveConsistency(newer + 1));
  }
}

TEST(Proofs, BentInclusionIsRefused) {
  ReferenceTree reference;
  for (uint64_t size = 1; size <= 40; ++size) {
    const TreeHead head = reference.Head(size);
    for (uint64_t index = 0; index < size; ++index) {
      const LeafHash leaf = LeafHash::Of(TestEntry(index));
      const ProofHashes proof = reference.Path(index, 0, size);
      for (const ProofHashes& bent : Bent(proof)) {
        ASSERT_FALSE(CheckInclusion(leaf, index, bent, head))
            << index << " in " << size;
      }
      for (uint64_t other = 0; other <= size + 1; ++other) {
        if (other == index) continue;
        ASSERT_FALSE(CheckInclusion(leaf, other, proof, head))
            << index << ", " << other;
      }
      ASSERT_FALSE(CheckInclusion({Flipped(leaf.digest, 77)}, index, proof, head));
      ASSERT_FALSE(CheckInclusion(leaf, index, proof, {size, Flipped(head.root, 200)}));
      ASSERT_FALSE(CheckInclusion({head.root}, index, {}, head) && size > 1);
    }
  }
}

TEST(Proofs, BentConsistencyIsRefused) {
  ReferenceTree reference;
  for (uint64_t newer = 1; newer <= 40; ++newer) {
    const TreeHead after = reference.Head(newer);
    for (uint64_t older = 1; older <= newer; ++older) {
      const TreeHead before = reference.Head(older);
      const ProofHashes proof = reference.SubProof(older, 0, newer, true);
      for (const ProofHashes& bent : Bent(proof)) {
        ASSERT_FALSE(CheckConsistency(before, after, bent)) << older << " to " << newer;
      }
      const TreeHead other_before{older, Flipped(before.root, 5)};
      const TreeHead other_after{newer, Flipped(after.root, 250)};
      ASSERT_FALSE(CheckConsistency(other_before, after, proof));
      ASSERT_FALSE(CheckConsistency(before, other_after, proof));
      ASSERT_FALSE(CheckConsistency(before, {newer + 64, after.root}, proof));
      ASSERT_FALSE(older != newer && CheckConsistency(after, before, proof));
    }
  }
}

TEST(Proofs, OtherSizesWithTheSameRootsAreRefusedWhereTheShapeDiffers) {
  // A tree's root does not tell its size: what a proof of one size proves of another is
  // for the signed checkpoint to exclude. Only the shape can be refused here.
  ReferenceTree reference;
  const LeafHash leaf = LeafHash::Of(TestEntry(4));
  const ProofHashes proof = reference.Path(4, 0, 8);
  EXPECT_FALSE(CheckInclusion(leaf, 4, proof, {5, reference.Hash(0, 8)}));
  EXPECT_FALSE(CheckInclusion(leaf, 4, proof, {16, reference.Hash(0, 8)}));
}

// Proofs that lead to their roots, but by a way that no tree of that size has.
TEST(Proofs, TheWayMustBeTheTrees) {
  ReferenceTree reference;
  const LeafHash leaf = LeafHash::Of(TestEntry(1));
  const Sha256Digest extra = Sha256("one more");
  const TreeHead one{1, HashChildren(extra, leaf.digest)};
  EXPECT_FALSE(CheckInclusion(leaf, 1, {extra}, one)) << "the leaf after the last";
  for (uint64_t size = 2; size <= 20; ++size) {
    const TreeHead above{size, HashChildren(extra, reference.Hash(0, size))};
    ProofHashes proof = reference.Path(1, 0, size);
    proof.push_back(extra);
    EXPECT_FALSE(CheckInclusion(leaf, 1, proof, above)) << size;
    for (uint64_t older = 1; older < size; ++older) {
      const TreeHead before{older, HashChildren(extra, reference.Hash(0, older))};
      ProofHashes growth = reference.SubProof(older, 0, size, true);
      growth.push_back(extra);
      EXPECT_FALSE(CheckConsistency(before, above, growth)) << older << " to " << size;
    }
  }
}

TEST(Proofs, TheEmptyTreeBindsNothing) {
  ReferenceTree reference;
  const TreeHead empty = TreeHead::Empty();
  EXPECT_EQ(empty.root.Hex(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_FALSE(CheckConsistency(empty, empty, {}));
  EXPECT_FALSE(CheckConsistency(empty, reference.Head(3), {}));
  EXPECT_FALSE(CheckConsistency(reference.Head(3), empty, {}));
  EXPECT_FALSE(CheckInclusion(LeafHash::Of(""), 0, {}, empty));
  EXPECT_EQ(*StoredTree().Reader().Head(), empty);
}

// Sizes near 2^64: proofs of the expected shape, folded here by hand, and of others.
TEST(Proofs, SizesOf64BitsAreSafe) {
  constexpr uint64_t kMax = std::numeric_limits<uint64_t>::max();
  ProofHashes proof;
  for (int i = 0; i < 64; ++i) proof.push_back(Sha256(StrCat("sibling ", i)));
  const LeafHash leaf = LeafHash::Of("leaf");
  Sha256Digest leftmost = leaf.digest;
  for (const auto& hash : proof) leftmost = HashChildren(leftmost, hash);
  EXPECT_TRUE(CheckInclusion(leaf, 0, proof, {kMax, leftmost}));
  EXPECT_TRUE(CheckConsistency({1, leaf.digest}, {kMax, leftmost}, proof));

  const ProofHashes lefts(proof.begin(), proof.begin() + 63);
  Sha256Digest rightmost = leaf.digest;
  for (const auto& hash : lefts) rightmost = HashChildren(hash, rightmost);
  EXPECT_TRUE(CheckInclusion(leaf, kMax - 1, lefts, {kMax, rightmost}));
  EXPECT_TRUE(CheckConsistency(
      {uint64_t{1} << 63, leaf.digest},
      {(uint64_t{1} << 63) + 1, HashChildren(leaf.digest, proof[0])}, {proof[0]}));
  const auto fold = [&](uint64_t index, size_t inner) {
    Sha256Digest hash = leaf.digest;
    for (size_t i = 0; i < 64; ++i) {
      const bool right = i >= inner || ((index >> i) & 1) != 0;
      hash = right ? HashChildren(proof[i], hash) : HashChildren(hash, proof[i]);
    }
    return hash;
  };
  const uint64_t half = uint64_t{1} << 63;
  EXPECT_TRUE(CheckInclusion(leaf, 1, proof, {kMax, fold(1, 64)}));
  EXPECT_TRUE(CheckInclusion(leaf, half, proof, {kMax, fold(half, 63)}));
  for (const uint64_t index :
       {uint64_t{0}, uint64_t{1} << 63, kMax - 2, kMax - 1, kMax}) {
    for (const uint64_t size : {uint64_t{0}, uint64_t{1} << 63, kMax - 1, kMax}) {
      EXPECT_FALSE(CheckInclusion(leaf, index, {}, {size, leaf.digest}));
      EXPECT_FALSE(CheckInclusion(leaf, index, proof, {size, leaf.digest}));
      EXPECT_FALSE(CheckConsistency({index, leaf.digest}, {size, leftmost}, proof));
      EXPECT_FALSE(CheckConsistency({index, leaf.digest}, {size, leftmost}, {}));
    }
  }
}

}  // namespace
}  // namespace certseal
