// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

namespace certseal {

// PictureLane is a process that starts certseal-read-picture for a lookup that may no
// longer start anything itself (ConfineTo). It is forked before, and does one thing: it
// takes the bytes of a picture from a pipe, gives them to a new reader, and sends back
// what that wrote and how it ended. It looks at none of the bytes, and nothing that it
// is sent chooses what it starts. It ends with the lookup.
//
// On the wire, in the machine's own byte order: a picture is pieces of a 4-byte size,
// not 0, and so many bytes, and then a size of 0; an answer is the 4-byte status of
// wait(2), a 4-byte size and so many bytes.
class PictureLane {
 public:
  // What a reader wrote and how it ended.
  struct Ended {
    int status = 0;  // as wait(2) gives it
    std::string output;
  };

  // Start forks; nothing where the system has no more processes. Only before there are
  // threads.
  static std::optional<PictureLane> Start(const std::string& program);

  PictureLane(PictureLane&& other) noexcept;
  PictureLane& operator=(PictureLane&&) = delete;
  ~PictureLane();  // waits for its end

  // Read sends what `next` gives, until that is empty. Nothing where the lane has
  // ended.
  std::optional<Ended> Read(const std::function<std::string()>& next);

 private:
  PictureLane(pid_t process, int requests, int replies)
      : process_(process), requests_(requests), replies_(replies) {}
  pid_t process_;
  int requests_;
  int replies_;
};

}  // namespace certseal
