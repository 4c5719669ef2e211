// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>
#include <vector>

#include "base/result.h"

namespace certseal {

// OrderedTasks runs tasks on threads of its own, begun in the order of Add, and gives
// their results in that order. A thread starts as a task comes that wants one. Add, Await
// and the destructor are for one thread. The queue does not bound itself: its user does,
// by pending().
class OrderedTasks {
 public:
  using Task = std::function<Result<void>()>;

  OrderedTasks(unsigned threads, std::stop_token stop);
  OrderedTasks(const OrderedTasks&) = delete;
  OrderedTasks& operator=(const OrderedTasks&) = delete;
  // Waits for the tasks that have begun; the others never do.
  ~OrderedTasks();

  void Add(Task task);
  size_t pending() const { return results_.size(); }  // added and not awaited

  // Await waits for the oldest pending task. False: it was not done, because a stop was
  // asked for before it had begun. Rethrows what the task threw. Once a task has failed
  // none after it begins, and whoever goes on to await those gets false.
  Result<bool> Await();

  // has_failed tells early that some task has failed or thrown: to add more is useless.
  bool has_failed() const { return first_failed_ != kNone; }

 private:
  static constexpr size_t kNone = static_cast<size_t>(-1);
  struct Waiting {
    size_t number;  // in the order of Add
    Task task;
    std::promise<Result<bool>> result;
  };
  void Run(Waiting waiting);
  void NoteFailure(size_t number);
  void Work(const std::stop_token& end);

  const size_t most_threads_;
  const std::stop_token stop_;
  size_t added_ = 0;
  std::deque<std::future<Result<bool>>> results_;
  std::atomic<size_t> first_failed_ = kNone;  // the number of the task

  std::mutex mutex_;
  std::condition_variable_any arrived_;
  std::deque<Waiting> waiting_;        // under the mutex
  std::vector<std::jthread> threads_;  // last: they end first
};

}  // namespace certseal
