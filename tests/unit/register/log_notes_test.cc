// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "unit/register/log_fixture.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class LogNotesTest : public LogTest {
 protected:
  LogNotesTest() {
    EXPECT_EQ(Why([](Transaction& t) { return t.AppendEntries(0, Lines(0, 3'000)); }),
              "");
  }
  std::string WhyNot(const StoredCheckpoint& checkpoint) {
    return Why([&](Transaction& t) { return t.AddCheckpoint(checkpoint); });
  }
  std::string WhyNot(uint64_t size, int64_t seconds) {
    return WhyNot(CheckpointOfSize(size, seconds));
  }
  std::string WhyNotReplaced(const StoredCheckpoint& checkpoint) {
    return Why([&](Transaction& t) { return t.ReplaceCheckpoint(checkpoint); });
  }
  std::string WhyNotTrusted(uint64_t version, std::string_view bytes) {
    return Why([&](Transaction& t) { return t.AddTrustFile(version, bytes); });
  }
  std::vector<uint64_t> Sizes(size_t most = SIZE_MAX) {
    std::vector<uint64_t> sizes;
    EXPECT_TRUE(register_.Checkpoints([&](const StoredCheckpoint& checkpoint) {
      EXPECT_EQ(checkpoint.note, NoteOfSize(checkpoint.size));
      sizes.push_back(checkpoint.size);
      return sizes.size() < most;
    }));
    return sizes;
  }
};

TEST_F(LogNotesTest, ANewLogHasNone) {
  EXPECT_FALSE(register_.NewestCheckpoint().value());
  EXPECT_FALSE(register_.CheckpointOver(0).value());
  EXPECT_THAT(Sizes(), IsEmpty());
  EXPECT_THAT(register_.TrustFiles().value(), IsEmpty());
}

TEST_F(LogNotesTest, CheckpointsCoverTheEntriesBeforeTheirSize) {
  for (const uint64_t size : {2u, 7u, 300u}) {
    ASSERT_EQ(WhyNot(size, static_cast<int64_t>(size)), "");
  }
  Register other = Open();
  const auto newest = other.NewestCheckpoint().value();
  ASSERT_TRUE(newest);
  EXPECT_EQ(newest->size, 300u);
  EXPECT_EQ(newest->created, At(300));
  EXPECT_EQ(newest->note, NoteOfSize(300));
  const auto over = [&](uint64_t index) -> uint64_t {
    const auto found = other.CheckpointOver(index).value();
    return found ? found->size : 0;
  };
  EXPECT_EQ(over(0), 2u);
  EXPECT_EQ(over(1), 2u);
  EXPECT_EQ(over(2), 7u);
  EXPECT_EQ(over(6), 7u);
  EXPECT_EQ(over(7), 300u);
  EXPECT_EQ(over(299), 300u);
  EXPECT_EQ(over(300), 0u);
  EXPECT_EQ(over(UINT64_MAX), 0u);
}

TEST_F(LogNotesTest, CheckpointsAreVisitedBySizeUntilToldToStop) {
  std::vector<uint64_t> all;
  ASSERT_EQ(Why([&](Transaction& t) -> Result<void> {
              for (uint64_t size = 1; size <= 2'500; ++size) {
                TRY(t.AddCheckpoint(CheckpointOfSize(size, 0)));
                all.push_back(size);
              }
              return {};
            }),
            "");
  EXPECT_EQ(Sizes(), all);
  EXPECT_EQ(Sizes(1'001).size(), 1'001u);
  EXPECT_THAT(Sizes(1), ElementsAre(1));
}

TEST_F(LogNotesTest, CheckpointsOnlyGrow) {
  ASSERT_EQ(WhyNot(10, 100), "");
  EXPECT_EQ(WhyNot(10, 200),
            "the log has a checkpoint of size 10: one of size 10 comes too late");
  EXPECT_EQ(WhyNot(9, 200),
            "the log has a checkpoint of size 10: one of size 9 comes too late");
  EXPECT_EQ(WhyNot(11, 99), "the newest checkpoint was made at " + At(100).Rfc3339() +
                                ", later than " + At(99).Rfc3339());
  EXPECT_EQ(WhyNot(3'001, 200),
            "the log has 3000 entries: there is no checkpoint of size 3001");
  EXPECT_EQ(WhyNot(0, 200),
            "the log has 3000 entries: there is no checkpoint of size 0");
  EXPECT_THAT(Sizes(), ElementsAre(10));
  EXPECT_EQ(WhyNot(11, 100), "");
  EXPECT_EQ(WhyNot(3'000, 100), "");
}

TEST_F(LogNotesTest, CheckpointsAreOfTheSizeTheySay) {
  StoredCheckpoint checkpoint = CheckpointOfSize(10, 0);
  checkpoint.size = 11;
  EXPECT_EQ(WhyNot(checkpoint),
            "a checkpoint of size 10 cannot be kept as one of size 11");
  for (const std::string& note : {std::string(), std::string("10\n"),
                                  NoteOfSize(11).substr(22), NoteOfSize(11) + "x"}) {
    checkpoint.note = note;
    EXPECT_NE(WhyNot(checkpoint), "") << note;
  }
  EXPECT_THAT(Sizes(), IsEmpty());
}

TEST_F(LogNotesTest, ACheckpointGainsSignaturesAndNothingElse) {
  ASSERT_EQ(WhyNot(10, 100), "");
  ASSERT_EQ(WhyNot(20, 200), "");
  StoredCheckpoint signed_again = CheckpointOfSize(10, 100);
  signed_again.note = WithLine(signed_again.note, "witness.example/one");
  ASSERT_EQ(WhyNotReplaced(signed_again), "");
  EXPECT_EQ(WhyNotReplaced(signed_again), "");
  EXPECT_EQ(Open().CheckpointOver(3).value()->note, signed_again.note);
  EXPECT_EQ(register_.NewestCheckpoint().value()->note, NoteOfSize(20));

  const std::string refused =
      "the checkpoint of size 10 may gain signatures, and not change otherwise";
  EXPECT_EQ(WhyNotReplaced(CheckpointOfSize(10, 100)), refused);
  StoredCheckpoint later = signed_again;
  later.created = At(101);
  EXPECT_EQ(WhyNotReplaced(later), refused);
  StoredCheckpoint other = signed_again;
  other.note[0] = 'V';
  EXPECT_EQ(WhyNotReplaced(other), refused);
  StoredCheckpoint longer = signed_again;
  longer.note +=
      "\n" + signed_again.note.substr(signed_again.note.rfind("\xe2\x80\x94"));
  EXPECT_NE(WhyNotReplaced(longer), "");
  EXPECT_EQ(WhyNotReplaced(CheckpointOfSize(15, 100)),
            "the log has no checkpoint of size 15");
  EXPECT_EQ(register_.CheckpointOver(3).value()->note, signed_again.note);
}

TEST_F(LogNotesTest, TrustFilesAreKeptByVersion) {
  const std::string first = NoteOfSize(1), second = WithLine(NoteOfSize(2), "root");
  ASSERT_EQ(WhyNotTrusted(1, first), "");
  ASSERT_EQ(WhyNotTrusted(3, second), "");
  EXPECT_THAT(Open().TrustFiles().value(),
              ElementsAre(std::pair(1u, first), std::pair(3u, second)));
  EXPECT_EQ(WhyNotTrusted(3, first),
            "the log knows version 3 of the trust file: version 3 comes too late");
  EXPECT_EQ(WhyNotTrusted(2, first),
            "the log knows version 3 of the trust file: version 2 comes too late");
  EXPECT_EQ(WhyNotTrusted(0, first), "there is no version 0 of the trust file");
  EXPECT_EQ(WhyNotTrusted(UINT64_MAX, first),
            "there is no version 18446744073709551615 of the trust file");
  EXPECT_NE(WhyNotTrusted(4, "certseal trust/v1\n"), "");
  EXPECT_EQ(WhyNotTrusted(4, std::string(64 * 1024 + 1, 'x')),
            "the trust file is too large");
  EXPECT_THAT(register_.TrustFiles().value(), testing::SizeIs(2));
}

TEST_F(LogNotesTest, OthersSeeThemWhenTheyAreCommitted) {
  Register other = Open();
  auto transaction = register_.Begin();
  ASSERT_TRUE(transaction && transaction->AddCheckpoint(CheckpointOfSize(5, 0)) &&
              transaction->AddTrustFile(1, NoteOfSize(1)));
  EXPECT_EQ(register_.NewestCheckpoint().value()->size, 5u);
  EXPECT_EQ(register_.TrustFiles().value().size(), 1u);
  EXPECT_FALSE(other.NewestCheckpoint().value());
  EXPECT_THAT(other.TrustFiles().value(), IsEmpty());
  ASSERT_TRUE(transaction->Commit());
  EXPECT_EQ(other.NewestCheckpoint().value()->size, 5u);
  EXPECT_EQ(other.TrustFiles().value().size(), 1u);
}

}  // namespace
}  // namespace certseal
