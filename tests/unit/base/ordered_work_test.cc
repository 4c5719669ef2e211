// SPDX-License-Identifier: Apache-2.0
#include "base/ordered_work.h"

#include <atomic>
#include <chrono>
#include <new>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

using testing::SizeIs;

constexpr unsigned kWorkers[] = {1, 2, 7};

// Some work takes longer than other: that must show nowhere.
void Dawdle(int item) {
  std::this_thread::sleep_for(std::chrono::microseconds((item * 7919) % 13 * 100));
}

// Line of numbers from 0, worked on, and what was taken of it.
struct Line {
  int count = 0;
  int made = 0;
  std::vector<int> taken = {};
  std::function<Result<int>(int)> work = [](int item) -> Result<int> {
    Dawdle(item);
    return item * 10;
  };

  Result<WorkEnd> Run(const Workers& workers) {
    return RunOrdered<int, int>(
        workers, {.make = [this]() -> Result<std::optional<int>> {
                    if (made == count) return std::nullopt;
                    return made++;
                  },
                  .work = [this](int& item) { return work(item); },
                  .take = [this](int product) -> Result<void> {
                    taken.push_back(product);
                    return {};
                  }});
  }
};

TEST(RunOrdered, TakesInTheOrderOfMaking) {
  std::vector<int> want;
  for (int i = 0; i < 100; ++i) want.push_back(i * 10);
  for (const unsigned count : kWorkers) {
    Line line{.count = 100};
    EXPECT_EQ(line.Run({.count = count}).value(), WorkEnd::kDone);
    EXPECT_EQ(line.taken, want) << count;
  }
}

TEST(RunOrdered, NothingIsNothing) {
  for (const unsigned count : kWorkers) {
    Line line;
    EXPECT_EQ(line.Run({.count = count}).value(), WorkEnd::kDone);
    EXPECT_THAT(line.taken, SizeIs(0));
  }
}

TEST(RunOrdered, UsesSeveralThreadsForSeveralItemsOnly) {
  for (const int items : {1, 50}) {
    std::mutex mutex;
    std::set<std::thread::id> threads;
    Line line{.count = items};
    line.work = [&](int item) -> Result<int> {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
      return item;
    };
    ASSERT_TRUE(line.Run({.count = 4}));
    EXPECT_EQ(threads.contains(std::this_thread::get_id()), items == 1);
    EXPECT_EQ(threads.size() > 1, items > 1);
  }
}

// The one that is reported is the first of the line, though later ones come sooner.
TEST(RunOrdered, TheFirstFailureInOrderIsTheResult) {
  for (const unsigned count : kWorkers) {
    Line line{.count = 1000};
    line.work = [](int item) -> Result<int> {
      if (item == 20) std::this_thread::sleep_for(std::chrono::milliseconds(20));
      if (item >= 20) return Fail(StrCat("item ", item));
      return item;
    };
    const Result<WorkEnd> end = line.Run({.count = count});
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().message, "item 20") << count;
    EXPECT_THAT(line.taken, SizeIs(20)) << count;
    EXPECT_LT(line.made, 200) << "it went on making";
  }
}

TEST(RunOrdered, AFailureOfMakingComesAfterWhatWasMade) {
  for (const unsigned count : kWorkers) {
    int made = 0;
    std::vector<int> taken;
    const Result<WorkEnd> end = RunOrdered<int, int>(
        {.count = count}, {.make = [&]() -> Result<std::optional<int>> {
                             if (made == 10) return Fail("no eleventh");
                             return made++;
                           },
                           .work = [](int& item) -> Result<int> {
                             Dawdle(item);
                             return item;
                           },
                           .take = [&](int product) -> Result<void> {
                             taken.push_back(product);
                             return {};
                           }});
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().message, "no eleventh");
    EXPECT_THAT(taken, SizeIs(10));
  }
}

TEST(RunOrdered, AFailureOfTakingEndsIt) {
  for (const unsigned count : kWorkers) {
    int made = 0;
    const Result<WorkEnd> end = RunOrdered<int, int>(
        {.count = count},
        {.make = [&]() -> Result<std::optional<int>> { return made++; },
         .work = [](int& item) -> Result<int> { return item; },
         .take = [](int product) -> Result<void> {
           if (product == 5) return Fail("full");
           return {};
         }});
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().message, "full");
    EXPECT_LT(made, 200);
  }
}

TEST(RunOrdered, HoldsNoMoreItemsThanItMay) {
  std::atomic<int> held = 0;
  std::atomic<int> most = 0;
  int made = 0;
  const auto end = RunOrdered<int, int>(
      {.count = 3, .in_flight = 5}, {.make = [&]() -> Result<std::optional<int>> {
                                       if (made == 300) return std::nullopt;
                                       most = std::max<int>(most, ++held);
                                       return made++;
                                     },
                                     .work = [](int& item) -> Result<int> { return item; },
                                     .take = [&](int) -> Result<void> {
                                       --held;
                                       return {};
                                     }});
  ASSERT_TRUE(end);
  EXPECT_EQ(made, 300);
  EXPECT_LE(most, 5);
}

TEST(RunOrdered, AStopEndsItCleanly) {
  for (const unsigned count : kWorkers) {
    std::stop_source stop;
    std::atomic<int> worked = 0;
    Line line{.count = 1'000'000};
    line.work = [&](int item) -> Result<int> {
      if (item == 30) stop.request_stop();
      ++worked;
      return item;
    };
    EXPECT_EQ(line.Run({.count = count, .stop = stop.get_token()}).value(),
              WorkEnd::kStopped);
    EXPECT_EQ(line.taken.size(), static_cast<size_t>(worked.load()))
        << "what was begun is taken";
    EXPECT_GE(line.taken.size(), 31u);
    EXPECT_LT(line.made, 200);
  }
}

TEST(RunOrdered, AStopBeforeItBeginsDoesNothing) {
  for (const unsigned count : kWorkers) {
    std::stop_source stop;
    stop.request_stop();
    Line line{.count = 10};
    EXPECT_EQ(line.Run({.count = count, .stop = stop.get_token()}).value(),
              WorkEnd::kStopped);
    EXPECT_EQ(line.made, 0);
  }
}

TEST(RunOrdered, WhatIsThrownReachesTheCaller) {
  for (const unsigned count : kWorkers) {
    Line line{.count = 100};
    line.work = [](int item) -> Result<int> {
      if (item == 40) throw std::bad_alloc();
      return item;
    };
    EXPECT_THROW((void)line.Run({.count = count}), std::bad_alloc);
    EXPECT_THAT(line.taken, SizeIs(40));
  }
}

TEST(OrderedTasks, NoneAfterAFailureBegins) {
  std::atomic<int> begun = 0;
  OrderedTasks tasks(1, {});
  tasks.Add([]() -> Result<void> { return Fail("first"); });
  for (int i = 0; i < 50; ++i) {
    tasks.Add([&]() -> Result<void> {
      ++begun;
      return {};
    });
  }
  EXPECT_FALSE(tasks.Await());
  while (tasks.pending() > 0) EXPECT_FALSE(tasks.Await().value());
  EXPECT_EQ(begun, 0);
}

TEST(OrderedTasks, DropsAtItsEndWhatHasNotBegun) {
  std::atomic<int> begun = 0;
  {
    OrderedTasks tasks(2, {});
    for (int i = 0; i < 1000; ++i) {
      tasks.Add([&]() -> Result<void> {
        ++begun;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return {};
      });
    }
  }
  EXPECT_LT(begun, 1000);
}

}  // namespace
}  // namespace certseal
