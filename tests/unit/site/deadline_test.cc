// SPDX-License-Identifier: Apache-2.0
#include "site/deadline.h"

#include <gtest/gtest.h>

namespace certseal {
namespace {

using std::chrono::milliseconds;

TEST(Deadline, TellsPollHowLongToWait) {
  EXPECT_EQ(Deadline::In(milliseconds(-5)).PollTimeout(), 0);
  EXPECT_TRUE(Deadline::In(milliseconds(0)).passed());
  const Deadline later = Deadline::In(milliseconds(60'000));
  EXPECT_FALSE(later.passed());
  EXPECT_GT(later.PollTimeout(), 0);
  EXPECT_LE(later.PollTimeout(), 60'000);
  EXPECT_TRUE(Earlier(later, Deadline::In(milliseconds(0))).passed());
  EXPECT_TRUE(Earlier(Deadline::In(milliseconds(0)), later).passed());
}

TEST(Deadline, WorkInTimeGivesItsResult) {
  EXPECT_EQ(RunUntil<int>(Deadline::In(milliseconds(60'000)), [] { return 7; }), 7);
}

// The work waits for what comes only after it was given up: were it not given up, this
// test would never end.
TEST(Deadline, WorkThatIsLateIsLeftAlone) {
  const auto release = std::make_shared<std::promise<void>>();
  const auto finished = std::make_shared<std::promise<void>>();
  std::future<void> end = finished->get_future();
  const auto late = RunUntil<int>(Deadline::In(milliseconds(20)), [release, finished] {
    release->get_future().wait();
    finished->set_value();
    return 7;
  });
  EXPECT_EQ(late, std::nullopt);
  release->set_value();
  end.wait();
}

}  // namespace
}  // namespace certseal
