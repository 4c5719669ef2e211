// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <stop_token>
#include <thread>

namespace certseal {

// Interruption turns Ctrl-C (SIGINT) and SIGTERM into a request to stop while it lives,
// for work that then ends where it leaves nothing half done. A second signal ends the
// program at once, as every signal does otherwise. What is ignored from the start (nohup,
// a script's background) stays ignored. One at a time, made by the main thread.
class Interruption {
 public:
  Interruption();
  Interruption(const Interruption&) = delete;
  Interruption& operator=(const Interruption&) = delete;
  ~Interruption();

  std::stop_token token() const { return source_.get_token(); }
  bool occurred() const { return source_.stop_requested(); }

 private:
  void Watch();

  std::stop_source source_;
  std::thread watcher_;
};

}  // namespace certseal
