// SPDX-License-Identifier: Apache-2.0
#include "base/ordered_tasks.h"

#include <exception>
#include <utility>

namespace certseal {

OrderedTasks::OrderedTasks(unsigned threads, std::stop_token stop)
    : most_threads_(threads), stop_(std::move(stop)) {}

OrderedTasks::~OrderedTasks() {
  for (std::jthread& thread : threads_) thread.request_stop();
}

void OrderedTasks::Add(Task task) {
  Waiting waiting{added_++, std::move(task), {}};
  results_.push_back(waiting.result.get_future());
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(waiting));
  }
  if (threads_.size() < most_threads_) {
    threads_.emplace_back([this](const std::stop_token& end) { Work(end); });
  }
  arrived_.notify_one();
}

Result<bool> OrderedTasks::Await() {
  std::future<Result<bool>> oldest = std::move(results_.front());
  results_.pop_front();
  return oldest.get();
}

void OrderedTasks::Run(Waiting waiting) {
  try {
    const Result<void> done = waiting.task();
    if (!done) NoteFailure(waiting.number);
    waiting.result.set_value(done ? Result<bool>(true) : Fail(done.error()));
  } catch (...) {
    NoteFailure(waiting.number);
    waiting.result.set_exception(std::current_exception());
  }
}

void OrderedTasks::NoteFailure(size_t number) {
  size_t first = first_failed_;
  while (number < first && !first_failed_.compare_exchange_weak(first, number)) {
  }
}

// Whether a task begins is decided as it leaves the queue: so those that a stop leaves
// out are the last ones.
void OrderedTasks::Work(const std::stop_token& end) {
  for (;;) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, end, [this] { return !waiting_.empty(); });
    if (end.stop_requested()) return;
    Waiting next = std::move(waiting_.front());
    waiting_.pop_front();
    const bool begins = !stop_.stop_requested() && next.number < first_failed_;
    lock.unlock();
    if (begins) Run(std::move(next));
    else next.result.set_value(false);
  }
}

}  // namespace certseal
