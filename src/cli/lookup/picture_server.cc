// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/picture_server.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdlib>

#include "cli/lookup/pipe_io.h"
#include "picture/answer.h"

namespace certseal {
namespace {

constexpr unsigned kMostSeconds = 180;  // for one picture, however busy the machine is

// Memory as a file, empty; gone when the last process lets go of it.
class MemoryFile {
 public:
  MemoryFile() : fd_(::memfd_create("picture", MFD_CLOEXEC)) {}
  ~MemoryFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  int fd() const { return fd_; }

 private:
  int fd_;
};

// False where there is no further picture.
bool TakePicture(int requests, int file) {
  static char buffer[64 * 1024];
  uint32_t size = 0;
  size_t total = 0;
  while (ReadWhole(requests, &size, sizeof size)) {
    if (size == 0) return true;
    for (uint32_t part; size > 0; size -= part) {
      part = std::min<uint32_t>(size, sizeof buffer);
      if (!ReadWhole(requests, buffer, part)) return false;
      total += part;
      // The reader tells a picture that is too large by the first byte too many.
      if (total <= kMaxPictureBytes + sizeof buffer) WriteWhole(file, buffer, part);
    }
  }
  return false;
}

[[noreturn]] void BecomeReader(const std::string& program, int input, int output) {
  char* const arguments[] = {const_cast<char*>(program.c_str()), nullptr};
  char* const environment[] = {nullptr};
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::lseek(input, 0, SEEK_SET);
  ::dup2(input, STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::alarm(kMostSeconds);  // goes on behind execve, and the reader cannot undo it
  ::execve(program.c_str(), arguments, environment);
  ::_exit(127);
}

// How the reader ended.
int RunReader(const std::string& program, int input, int output) {
  constexpr int kNotStarted = 127 << 8;
  const pid_t reader = ::fork();
  if (reader < 0) return kNotStarted;
  if (reader == 0) BecomeReader(program, input, output);
  int status = kNotStarted;
  while (::waitpid(reader, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

bool SendAnswer(int replies, int status, int output) {
  std::string texts(kMaxQrOutput, '\0');
  const ssize_t got = ::pread(output, texts.data(), texts.size(), 0);
  const auto size = static_cast<uint32_t>(std::max<ssize_t>(got, 0));
  const auto ended = static_cast<int32_t>(status);
  return WriteWhole(replies, &ended, sizeof ended) &&
         WriteWhole(replies, &size, sizeof size) &&
         WriteWhole(replies, texts.data(), size);
}

// Keeps nothing of the lookup's: whoever reads its output waits for the last copy of
// it, and the other lanes for the last copy of theirs.
void LetGo(int& requests, int& replies) {
  const int nothing = ::open("/dev/null", O_RDWR);
  for (int fd = 0; nothing >= 0 && fd < 3; ++fd) ::dup2(nothing, fd);
  requests = ::fcntl(requests, F_DUPFD_CLOEXEC, 64);
  replies = ::fcntl(replies, F_DUPFD_CLOEXEC, 64);
  ::close_range(3, 63, 0);
  ::close_range(static_cast<unsigned>(std::max(requests, replies)) + 1, ~0U, 0);
}

}  // namespace

void ServePictures(int requests, int replies, const std::string& program) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  LetGo(requests, replies);
  for (bool more = true; more;) {
    const MemoryFile input, output;
    more = TakePicture(requests, input.fd());
    if (!more) break;
    more =
        SendAnswer(replies, RunReader(program, input.fd(), output.fd()), output.fd());
  }
  ::_exit(0);
}

}  // namespace certseal
