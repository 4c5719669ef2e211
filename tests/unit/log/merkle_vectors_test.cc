// SPDX-License-Identifier: Apache-2.0
//
// The proofs of transparency-dev/merkle, good ones and bent ones.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

// Some vectors have texts in place of roots because only their being equal counts. Our
// types hold nothing but 32 bytes, so the text's own digest stands for it. Anything
// else that is no hash cannot even be put to the question: nullopt.
std::optional<Sha256Digest> HashOf(const std::string& base64) {
  if (base64 == "ZG9uJ3QgY2FyZSAx" ||
      base64 == "ZG9uJ3QgY2FyZSAy") {  // don't care 1, 2
    return Sha256(base64);
  }
  return Sha256Digest::FromBase64(base64);
}

std::optional<ProofHashes> ProofOf(const nlohmann::json& hashes) {
  ProofHashes proof;
  for (const auto& text : hashes) {
    const auto hash = HashOf(text);
    if (!hash) return std::nullopt;
    proof.push_back(*hash);
  }
  return proof;
}

bool PassesInclusion(const nlohmann::json& vector) {
  const auto leaf = HashOf(vector["leafHash"]);
  const auto root = HashOf(vector["root"]);
  const auto proof = ProofOf(vector["proof"]);
  return leaf && root && proof &&
         CheckInclusion({*leaf}, vector["leafIdx"], *proof,
                        {vector["treeSize"], *root});
}

bool PassesConsistency(const nlohmann::json& vector) {
  const auto root1 = HashOf(vector["root1"]);
  const auto root2 = HashOf(vector["root2"]);
  const auto proof = ProofOf(vector["proof"]);
  return root1 && root2 && proof &&
         CheckConsistency({vector["size1"], *root1}, {vector["size2"], *root2}, *proof);
}

struct Outcomes {
  int accepted = 0;
  int refused = 0;
};

Outcomes RunAll(const std::string& directory, bool (*passes)(const nlohmann::json&)) {
  Outcomes outcomes;
  for (const auto& file : fs::recursive_directory_iterator(VectorPath(directory))) {
    if (!file.is_regular_file()) continue;
    // Not ParseJson: some sizes are numbers that no double holds.
    const auto vector = nlohmann::json::parse(*ReadFile(file.path(), 1 << 20));
    const bool passed = passes(vector);
    EXPECT_EQ(passed, !vector["wantErr"].get<bool>()) << file.path();
    ++(passed ? outcomes.accepted : outcomes.refused);
  }
  return outcomes;
}

TEST(MerkleVectors, Inclusion) {
  const Outcomes outcomes = RunAll("merkle/inclusion", PassesInclusion);
  EXPECT_EQ(outcomes.accepted, 6);
  EXPECT_EQ(outcomes.refused, 92);
}

TEST(MerkleVectors, Consistency) {
  const Outcomes outcomes = RunAll("merkle/consistency", PassesConsistency);
  EXPECT_EQ(outcomes.accepted, 6);
  EXPECT_EQ(outcomes.refused, 92);
}

TEST(MerkleVectors, RootsOfSingleByteLeaves) {
  const auto small = nlohmann::json::parse(ReadVector("small.json"));
  const auto& roots = small["rfc6962_roots_of_single_byte_leaves"];
  std::vector<LeafHash> leaves;
  for (int i = 0; i < 256; ++i) {
    leaves.push_back(LeafHash::Of(std::string(1, static_cast<char>(i))));
  }
  StoredTree tree;
  ASSERT_TRUE(tree.Append(leaves));
  EXPECT_EQ(roots.size(), 22u);
  for (const auto& [size, root] : roots.items()) {
    const auto head = tree.Reader().HeadAt(*ParseDecimal(size));
    ASSERT_TRUE(head) << head.error().message;
    EXPECT_EQ(head->root.Hex(), root) << size;
  }
}

}  // namespace
}  // namespace certseal
