// SPDX-License-Identifier: Apache-2.0
#include "log/log_proof.h"

#include <gtest/gtest.h>

#include "unit/log/log_testing.h"

namespace certseal {
namespace {

constexpr uint64_t kSize = 300;
constexpr uint64_t kIndex = 45;

LogProof SomeProof() {
  StoredTree stored = StoredTree::Of(kSize);
  TreeReader tree = stored.Reader();
  return {kIndex, *tree.ProveInclusion(kIndex), TestLog().Sign(*tree.Head())};
}

// What a lookup demands of a proof file.
bool Proves(std::string_view text, std::string_view entry) {
  const auto proof = LogProof::Parse(text);
  return proof && proof->checkpoint.note().Verify(TestLog().key) &&
         CheckInclusion(LeafHash::Of(entry), proof->index, proof->hashes,
                        proof->checkpoint.tree());
}

TEST(LogProof, PrintsWhatItReads) {
  const LogProof made = SomeProof();
  const std::string text = made.Text();
  EXPECT_TRUE(text.starts_with("c2sp.org/tlog-proof@v1\nindex 45\n" +
                               made.hashes[0].Base64() + "\n"));
  EXPECT_TRUE(text.ends_with(
      StrCat(made.hashes.back().Base64(), "\n\n", made.checkpoint.bytes())));
  const auto read = LogProof::Parse(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->Text(), text);
  EXPECT_EQ(read->index, kIndex);
  EXPECT_EQ(read->hashes, made.hashes);
  EXPECT_TRUE(Proves(text, TestEntry(kIndex)));
  EXPECT_FALSE(Proves(text, TestEntry(kIndex + 1)));
}

TEST(LogProof, OfTheOnlyLeafHasNoHashes) {
  StoredTree stored = StoredTree::Of(1);
  const LogProof proof{0, {}, TestLog().Sign(*stored.Reader().Head())};
  EXPECT_TRUE(proof.Text().starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nverify."));
  EXPECT_TRUE(Proves(proof.Text(), TestEntry(0)));
}

TEST(LogProof, NoFlippedBitAndNoCutProves) {
  const std::string good = SomeProof().Text();
  for (size_t bit = 0; bit < good.size() * 8; ++bit) {
    std::string bent = good;
    bent[bit / 8] = static_cast<char>(bent[bit / 8] ^ (1 << (bit % 8)));
    ASSERT_FALSE(Proves(bent, TestEntry(kIndex))) << "bit " << bit;
  }
  for (size_t size = 0; size < good.size(); ++size) {
    ASSERT_FALSE(Proves(good.substr(0, size), TestEntry(kIndex))) << size;
  }
  EXPECT_FALSE(Proves(good + "\n", TestEntry(kIndex)));
}

TEST(LogProof, LinesDroppedDoubledOrExchangedDoNotProve) {
  const std::string good = SomeProof().Text();
  std::vector<std::string> lines;
  for (const std::string_view line : Split(good, '\n')) lines.emplace_back(line);
  const auto proves = [](const std::vector<std::string>& changed) {
    return Proves(Join(changed, "\n"), TestEntry(kIndex));
  };
  ASSERT_TRUE(proves(lines));
  for (size_t i = 0; i < lines.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    auto dropped = lines;
    dropped.erase(dropped.begin() + at);
    EXPECT_FALSE(proves(dropped)) << i;
    auto swapped = lines;
    std::swap(swapped[i], swapped[(i + 1) % lines.size()]);
    EXPECT_FALSE(proves(swapped)) << i;
    // Signed notes may carry one signature twice; everything else stands once.
    if (i + 2 >= lines.size()) continue;
    auto doubled = lines;
    doubled.insert(doubled.begin() + at, lines[i]);
    EXPECT_FALSE(proves(doubled)) << i;
  }
}

TEST(LogProof, RefusesOtherForms) {
  const LogProof proof = SomeProof();
  const std::string rest = proof.Text().substr(proof.Text().find("index"));
  const auto parses = [](const std::string& text) {
    return LogProof::Parse(text).has_value();
  };
  EXPECT_TRUE(parses("c2sp.org/tlog-proof@v1\n" + rest));
  EXPECT_FALSE(parses("c2sp.org/tlog-proof@v2\n" + rest));
  EXPECT_FALSE(parses("c2sp.org/tlog-proof@v1\nextra AAAA\n" + rest));
  EXPECT_FALSE(parses("c2sp.org/tlog-proof@v1\r\n" + rest));
  const std::string checkpoint = "\n" + proof.checkpoint.bytes();
  for (const char* index :
       {"index 045", "index +45", "index 45 ", "index", "index ", "45", "Index 45",
        "index 0x2d", "index 18446744073709551616"}) {
    EXPECT_FALSE(parses(StrCat("c2sp.org/tlog-proof@v1\n", index, '\n', checkpoint)));
  }
  EXPECT_TRUE(parses(StrCat("c2sp.org/tlog-proof@v1\nindex 299\n", checkpoint)));
  EXPECT_FALSE(parses(StrCat("c2sp.org/tlog-proof@v1\nindex 300\n", checkpoint)));
}

TEST(LogProof, KeepsWithinItsLimits) {
  LogProof proof = SomeProof();
  proof.hashes.assign(64, Sha256("hash"));
  EXPECT_TRUE(LogProof::Parse(proof.Text()));
  proof.hashes.push_back(Sha256("hash"));
  EXPECT_FALSE(LogProof::Parse(proof.Text()));
  EXPECT_FALSE(
      LogProof::Parse(SomeProof().Text() + std::string(LogProof::kMaxBytes, 'x')));
}

}  // namespace
}  // namespace certseal
