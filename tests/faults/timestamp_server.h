// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <string>

namespace certseal::faults {

// TimestampServer is a time-stamping authority on this computer, in a process of its
// own that ends with the object, or with the program. There is one at a time.
class TimestampServer {
 public:
  TimestampServer();
  ~TimestampServer();
  TimestampServer(const TimestampServer&) = delete;
  TimestampServer& operator=(const TimestampServer&) = delete;

  // Url is where it answers.
  static std::string Url();

 private:
  pid_t process_;
};

}  // namespace certseal::faults
