// SPDX-License-Identifier: Apache-2.0
//
// A log that Tessera wrote, written again: every file must come out byte for byte.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "log/log_proof.h"
#include "unit/log/log_testing.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOrigin = "example.com/log/testdata";
constexpr std::string_view kVerifier =
    "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";
// The seed of the public test key that the vectors were signed with, behind its type.
constexpr std::string_view kSigner = "AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

TestSigner Signer() { return TestSigner(Base64Decode(kSigner)->substr(1)); }

std::string LogFile(std::string_view path) {
  return ReadVector(StrCat("tessera-log/", path));
}

std::set<std::string> AllFiles() {
  std::set<std::string> files;
  const fs::path root = VectorPath("tessera-log");
  for (const auto& file : fs::recursive_directory_iterator(root)) {
    if (file.is_regular_file()) files.insert(file.path().lexically_relative(root));
  }
  return files;
}

TEST(TesseraLog, IsReproducedByteForByte) {
  const TestSigner signer = Signer();
  const auto key = *VerifierKey::Make(kOrigin, signer.public_key());
  ASSERT_EQ(key.Text(), kVerifier);
  const auto entries = DecodeBundle(LogFile("tile/entries/000.p/15"), 15);
  ASSERT_TRUE(entries) << entries.error().message;

  std::set<std::string> missing = AllFiles();
  const auto expect = [&](const std::string& path, std::string_view bytes) {
    EXPECT_EQ(missing.erase(path), 1u) << path;
    EXPECT_EQ(LogFile(path), bytes) << path;
  };
  StoredTree tree;
  std::string checkpoint;
  for (unsigned size = 0; size <= entries->size(); ++size) {
    if (size > 0) {
      ASSERT_TRUE(tree.Append({LeafHash::Of((*entries)[size - 1])}));
      ASSERT_EQ(tree.tiles.size(), 1u);
      expect(TileId{0, 0, size}.Path(), tree.tiles[{0, 0}]);
      expect(EntriesPath(0, size), EncodeBundle(std::span(*entries).first(size)));
    }
    const TreeHead head = *tree.Reader().Head();
    checkpoint =
        SignedCheckpoint::Sign({std::string(kOrigin), head}, key, signer).bytes();
    expect(StrCat("checkpoint.", size), checkpoint);
  }
  expect("checkpoint", checkpoint);
  EXPECT_TRUE(missing.empty()) << *missing.begin();
}

TEST(TesseraLog, ItsCheckpointsVerifyAndExtendEachOther) {
  const auto key = *VerifierKey::Parse(kVerifier);
  const TileSource source = [](const TileId& id) -> Result<std::string> {
    return LogFile(id.Path());
  };
  std::vector<SignedCheckpoint> checkpoints;
  for (unsigned size = 0; size <= 15; ++size) {
    const std::string bytes = LogFile(StrCat("checkpoint.", size));
    checkpoints.push_back(*SignedCheckpoint::Parse(bytes));
    const SignedCheckpoint& newest = checkpoints.back();
    EXPECT_TRUE(newest.note().Verify(key));
    EXPECT_EQ(newest.tree().size, size);
    EXPECT_EQ(newest.note().bytes(), bytes);
    TreeReader tree(source, size);
    EXPECT_EQ(*tree.Head(), newest.tree());
    for (unsigned older = 1; older <= size; ++older) {
      EXPECT_TRUE(CheckConsistency(checkpoints[older].tree(), newest.tree(),
                                   *tree.ProveConsistency(older)));
    }
  }
}

TEST(TesseraLog, ItsBundlesDecodeToEntriesUnderItsRoots) {
  for (unsigned size = 1; size <= 15; ++size) {
    const std::string bundle = LogFile(EntriesPath(0, size));
    const auto entries = DecodeBundle(bundle, size);
    ASSERT_TRUE(entries) << entries.error().message;
    EXPECT_EQ(EncodeBundle(*entries), bundle);
    TreeReader tree(
        [](const TileId& id) -> Result<std::string> { return LogFile(id.Path()); },
        size);
    for (unsigned i = 0; i < size; ++i) {
      EXPECT_TRUE(CheckInclusion(LeafHash::Of((*entries)[i]), i,
                                 *tree.ProveInclusion(i), *tree.Head()));
    }
    EXPECT_FALSE(DecodeBundle(bundle, size - 1));
    EXPECT_FALSE(DecodeBundle(bundle, size + 1));
  }
}

// The file was made by another program, from the log's tiles (tests/vectors/tlog).
TEST(TesseraLog, AProofFileOfItsSeventhEntry) {
  const std::string bytes = ReadVector("corpus/tessera.tlog-proof");
  const auto proof = LogProof::Parse(bytes);
  ASSERT_TRUE(proof) << proof.error().message;
  EXPECT_EQ(proof->Text(), bytes);
  EXPECT_EQ(proof->index, 6u);
  EXPECT_TRUE(proof->checkpoint.note().Verify(*VerifierKey::Parse(kVerifier)));
  EXPECT_TRUE(CheckInclusion(LeafHash::Of("seven"), proof->index, proof->hashes,
                             proof->checkpoint.tree()));
}

}  // namespace
}  // namespace certseal
