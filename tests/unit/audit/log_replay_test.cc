// SPDX-License-Identifier: Apache-2.0
#include "audit/log_replay.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

const Sha256Digest kDigest = Sha256("anything");

Timestamp At(int64_t seconds) { return *Timestamp::FromUnix(seconds); }
std::string Issue() { return EntryText(IssueEntry{kDigest}); }
std::string Keys(uint64_t version) { return EntryText(KeysEntry{version, kDigest}); }
std::string Head(int64_t time) {
  return EntryText(HeadEntry{At(time), At(time), kDigest});
}
std::string Change(uint64_t subject, StatusChange change, int64_t at,
                   std::optional<uint64_t> successor = {}) {
  return EntryText(StatusEntry{
      subject, change, At(at),
      successor ? StatusReason::kReplaced : StatusReason::kIssuedInError, successor});
}

// Why the last of the entries cannot follow on the others; empty: it can.
std::string Why(const std::vector<std::string>& entries) {
  LogReplay log;
  for (size_t i = 0; i < entries.size(); ++i) {
    const Result<void> added = log.Add(entries[i]);
    if (added) continue;
    EXPECT_EQ(i + 1, entries.size()) << added.error().message;
    EXPECT_THAT(added.error().message, StartsWith(StrCat("log entry ", i, ": ")));
    return added.error().message;
  }
  return "";
}

TEST(LogReplayTest, FollowsCertificatesThroughTheirLives) {
  LogReplay log;
  for (const std::string& entry :
       {Keys(1), Head(10), Issue(), Issue(), Head(20),
        Change(2, StatusChange::kSuspended, 30), Head(30),
        Change(2, StatusChange::kReinstated, 40), Change(3, StatusChange::kRevoked, 40),
        Head(40), Issue(), Change(2, StatusChange::kReplaced, 50, 10), Head(50)}) {
    ASSERT_TRUE(log.Add(entry)) << entry;
  }
  EXPECT_EQ(log.size(), 13u);
  EXPECT_EQ(log.issued(), 3u);
  EXPECT_EQ(log.changes(), 4u);
  EXPECT_EQ(log.heads(), 5u);
  EXPECT_EQ(log.head()->time, At(50));
  ASSERT_EQ(log.keys().size(), 1u);
  EXPECT_EQ(log.keys()[0].index, 0u);
  EXPECT_EQ(log.LeafAt(0), LogReplay::Leaf::kKeys);
  EXPECT_EQ(log.LeafAt(2), LogReplay::Leaf::kIssue);
  EXPECT_EQ(log.LeafAt(5), LogReplay::Leaf::kStatus);
  EXPECT_EQ(log.LeafAt(12), LogReplay::Leaf::kHead);
  EXPECT_EQ(log.StateOf(2), CertificateState::kReplaced);
  EXPECT_EQ(log.StateOf(3), CertificateState::kRevoked);
  EXPECT_EQ(log.StateOf(10), CertificateState::kActive);
}

TEST(LogReplayTest, RefusesWhatCannotFollow) {
  EXPECT_THAT(Why({"issue"}), HasSubstr("log entry 0: "));
  EXPECT_THAT(Why({Issue() + " "}), HasSubstr("log entry 0: "));
  EXPECT_THAT(Why({Head(10), Head(10)}), HasSubstr("does not come after"));
  EXPECT_THAT(Why({Head(10), Head(9)}), HasSubstr("does not come after"));
  EXPECT_THAT(Why({Keys(2)}), HasSubstr("the next is 1"));
  EXPECT_THAT(Why({Keys(1), Keys(1)}), HasSubstr("the next is 2"));
  EXPECT_THAT(Why({Keys(1), Keys(3)}), HasSubstr("the next is 2"));
}

TEST(LogReplayTest, RefusesChangesOfWhatWasNotIssued) {
  EXPECT_THAT(Why({Change(0, StatusChange::kRevoked, 1)}), HasSubstr("entry 0"));
  EXPECT_THAT(Why({Head(1), Change(0, StatusChange::kRevoked, 2)}),
              HasSubstr("entry 0"));
  EXPECT_THAT(Why({Issue(), Change(2, StatusChange::kRevoked, 2)}),
              HasSubstr("entry 2"));
  EXPECT_THAT(Why({Issue(), Change(0, StatusChange::kReplaced, 2, 2)}),
              HasSubstr("no successor was issued at entry 2"));
}

TEST(LogReplayTest, RefusesChangesThatTheStateDoesNotAllow) {
  const std::string revoked = Change(0, StatusChange::kRevoked, 5);
  EXPECT_THAT(Why({Issue(), Change(0, StatusChange::kReinstated, 5)}),
              HasSubstr("cannot be reinstated"));
  EXPECT_THAT(Why({Issue(), revoked, revoked}), HasSubstr("cannot be revoked"));
  EXPECT_THAT(Why({Issue(), revoked, Change(0, StatusChange::kSuspended, 5)}),
              HasSubstr("cannot be suspended"));
  EXPECT_EQ(Why({Issue(), Issue(), revoked, Change(0, StatusChange::kReplaced, 5, 1)}),
            "");
}

TEST(LogReplayTest, RefusesChangesOutOfTheirTime) {
  EXPECT_THAT(Why({Issue(), Head(10), Change(0, StatusChange::kRevoked, 10)}),
              HasSubstr("the head before it"));
  EXPECT_THAT(Why({Issue(), Head(10), Change(0, StatusChange::kRevoked, 20), Head(19)}),
              HasSubstr("before a change that it covers"));
  EXPECT_EQ(Why({Issue(), Head(10), Change(0, StatusChange::kRevoked, 20), Head(20)}),
            "");
}

}  // namespace
}  // namespace certseal
