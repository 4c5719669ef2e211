// SPDX-License-Identifier: Apache-2.0
#include "base/file_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/strings.h"

namespace certseal {

Result<DirectoryLock> DirectoryLock::Take(const std::filesystem::path& directory,
                                          std::string_view busy) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const int opened = errno;
  if (fd < 0) {
    return Fail(StrCat("cannot open ", Quote(directory.string()), ": ",
                       ErrnoText(opened)));
  }
  DirectoryLock lock(fd);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return lock;
  if (errno == EWOULDBLOCK) return Fail(std::string(busy), {"wait for it, and try again"});
  return Fail(StrCat("cannot lock ", Quote(directory.string()), ": ",
                     ErrnoText(errno)),
              {"keep it on a disk of this computer, and copy it from there"});
}

// As SQLite does it. Other errors are for whoever opens what is to be locked.
Result<void> DemandLocks(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return {};
  struct flock lock = {};
  lock.l_type = F_RDLCK;
  lock.l_whence = SEEK_SET;
  const bool refused = ::fcntl(fd, F_SETLK, &lock) != 0 &&
                       (errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS);
  const int code = errno;
  ::close(fd);
  if (!refused) return {};
  return Fail(StrCat("files beside ", Quote(file.string()), " cannot be locked: ",
                     ErrnoText(code)),
              {"two programs could write the register at once: keep the school's directory "
               "on a disk of this computer"});
}

DirectoryLock::DirectoryLock(DirectoryLock&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)) {}

DirectoryLock::~DirectoryLock() {
  if (fd_ >= 0) ::close(fd_);
}

}  // namespace certseal
