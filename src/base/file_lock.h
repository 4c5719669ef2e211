// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace certseal {

// DirectoryLock keeps other programs out of a directory while it lives (flock). It ends
// with the process, however that ends.
class DirectoryLock {
 public:
  // Take fails at once where another program has the lock: `busy` says so to people.
  // The directory must exist.
  static Result<DirectoryLock> Take(const std::filesystem::path& directory,
                                    std::string_view busy);

  DirectoryLock(DirectoryLock&& other) noexcept;
  DirectoryLock& operator=(DirectoryLock&&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int fd) : fd_(fd) {}
  int fd_;
};

// DemandLocks succeeds where the file system lets files be locked against other programs:
// without that, two of them would write one database at once. `file` is there, and nobody
// else locks it.
Result<void> DemandLocks(const std::filesystem::path& file);

}  // namespace certseal
