// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

namespace certseal {

// Deadline is an instant by which something must have come to its end, on a clock that
// nobody sets.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline In(std::chrono::milliseconds time) {
    return Deadline(Clock::now() + time);
  }
  bool passed() const { return Clock::now() >= at_; }
  Clock::time_point at() const { return at_; }
  // PollTimeout is what poll() takes: whole milliseconds, rounded up; 0 when passed.
  int PollTimeout() const;

  friend Deadline Earlier(Deadline a, Deadline b) { return a.at_ < b.at_ ? a : b; }

 private:
  explicit Deadline(Clock::time_point at) : at_(at) {}
  Clock::time_point at_;
};

inline int Deadline::PollTimeout() const {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(at_ - Clock::now());
  return static_cast<int>(std::clamp<long long>(left.count(), 0, 3'600'000));
}

// RunUntil gives what `work` gives, or nothing where it is not done in time or no
// thread can be had. Work that is late goes on by itself until the program ends: it
// must own, or share, all that it touches, and must not throw.
template <typename T>
std::optional<T> RunUntil(Deadline deadline, std::function<T()> work) {
  const auto promise = std::make_shared<std::promise<T>>();
  std::future<T> result = promise->get_future();
  try {
    std::thread([promise, work = std::move(work)] {
      promise->set_value(work());
    }).detach();
  } catch (const std::system_error&) {
    return std::nullopt;
  }
  if (result.wait_until(deadline.at()) != std::future_status::ready)
    return std::nullopt;
  return result.get();
}

}  // namespace certseal
