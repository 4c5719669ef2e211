// SPDX-License-Identifier: Apache-2.0
#include "verify/checkpoint_memory.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "base/file.h"
#include "support/temporary_directory.h"
#include "support/test_signer.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

class CheckpointMemoryTest : public testing::Test {
 protected:
  static VerifierKey Key(char seed) {
    return *VerifierKey::Make("verify.school.example",
                              TestSigner::OfRepeated(seed).public_key());
  }
  static SignedCheckpoint Of(uint64_t size) {
    return SignedCheckpoint::Sign({"verify.school.example", {size, Sha256("root")}},
                                  Key(2), TestSigner::OfRepeated(2));
  }
  fs::path OnlyFile() const {
    fs::path found;
    for (const auto& each : fs::directory_iterator(directory_ / "deep")) {
      EXPECT_TRUE(found.empty());
      found = each.path();
    }
    return found;
  }

  const SiteAddress site_ = *SiteAddress::FromOrigin("verify.school.example");
  const Timestamp head_ = *Timestamp::ParseRfc3339("2026-11-25T11:00:00Z");
  const Timestamp seen_ = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");
  const TemporaryDirectory temporary_;
  const fs::path directory_ = temporary_.path();
};

TEST_F(CheckpointMemoryTest, RecallsWhatItKept) {
  const CheckpointMemory memory(directory_ / "deep");
  EXPECT_FALSE(*memory.Recall(site_, Key(1)));
  ASSERT_TRUE(memory.Keep(site_, Key(1), {Of(7), head_, seen_}));
  const auto seen = *memory.Recall(site_, Key(1));
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->checkpoint.bytes(), Of(7).bytes());
  EXPECT_EQ(seen->head, head_);
  EXPECT_EQ(seen->seen, seen_);
  ASSERT_TRUE(memory.Keep(site_, Key(1), {Of(8), head_, seen_}));
  EXPECT_EQ((*memory.Recall(site_, Key(1)))->checkpoint.tree().size, 8u);
}

TEST_F(CheckpointMemoryTest, KeepsSchoolsApart) {
  const CheckpointMemory memory(directory_ / "deep");
  ASSERT_TRUE(memory.Keep(site_, Key(1), {Of(7), head_, seen_}));
  EXPECT_FALSE(*memory.Recall(site_, Key(3))) << "another root";
  EXPECT_FALSE(*memory.Recall(*SiteAddress::FromOrigin("other.example"), Key(1)));
  EXPECT_FALSE(
      *memory.Recall(*SiteAddress::FromOrigin("verify.school.example/a"), Key(1)));
}

TEST_F(CheckpointMemoryTest, IsNobodyElsesToRead) {
  const CheckpointMemory memory(directory_ / "deep");
  ASSERT_TRUE(memory.Keep(site_, Key(1), {Of(7), head_, seen_}));
  struct stat status = {};
  ASSERT_EQ(::stat(OnlyFile().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(CheckpointMemoryTest, RefusesEveryOtherForm) {
  const CheckpointMemory memory(directory_ / "deep");
  ASSERT_TRUE(memory.Keep(site_, Key(1), {Of(7), head_, seen_}));
  const fs::path file = OnlyFile();
  const std::string text = *ReadFile(file, 1 << 16);
  EXPECT_TRUE(text.starts_with(
      "certseal remembered/v1\nhead 2026-11-25T11:00:00Z\nseen 2026-11-25T12:00:00Z\n\n"
      "verify.school.example\n7\n"));
  const size_t note = text.find("\n\n") + 2;
  for (size_t at = 0; at < note; ++at) {
    std::string bent = text;
    bent[at] = static_cast<char>(bent[at] ^ 0x40);
    ASSERT_TRUE(WriteFileAtomically(file, bent));
    ASSERT_FALSE(memory.Recall(site_, Key(1))) << at;
  }
  for (const size_t size : {size_t{0}, size_t{10}, note, text.size() - 1}) {
    ASSERT_TRUE(WriteFileAtomically(file, text.substr(0, size)));
    EXPECT_FALSE(memory.Recall(site_, Key(1))) << size;
  }
  ASSERT_TRUE(WriteFileAtomically(file, text + "\n"));
  EXPECT_FALSE(memory.Recall(site_, Key(1)));
  fs::remove(file);
  fs::create_directory(file);
  EXPECT_FALSE(memory.Recall(site_, Key(1)));
}

TEST_F(CheckpointMemoryTest, SavesForksEachOnce) {
  const CheckpointMemory memory(directory_ / "deep");
  const auto saved = memory.SaveFork(Of(7), Of(8));
  ASSERT_TRUE(saved) << saved.error().message;
  EXPECT_EQ(*ReadFile(*saved / "1.checkpoint", 1 << 16), Of(7).bytes());
  EXPECT_EQ(*ReadFile(*saved / "2.checkpoint", 1 << 16), Of(8).bytes());
  EXPECT_EQ(*memory.SaveFork(Of(7), Of(8)), *saved);
  EXPECT_NE(*memory.SaveFork(Of(7), Of(9)), *saved);
}

}  // namespace
}  // namespace certseal
