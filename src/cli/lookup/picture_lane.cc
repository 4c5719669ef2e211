// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/picture_lane.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <ctime>
#include <utility>

#include "cli/lookup/picture_server.h"
#include "cli/lookup/pipe_io.h"
#include "picture/answer.h"

namespace certseal {
namespace {

// While this lives, writing to a lane that has ended fails, and ends nobody.
class WithoutPipeSignal {
 public:
  WithoutPipeSignal() {
    sigemptyset(&pipe_);
    sigaddset(&pipe_, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
  }
  ~WithoutPipeSignal() {
    if (sigismember(&before_, SIGPIPE)) return;
    const timespec at_once = {};
    while (::sigtimedwait(&pipe_, nullptr, &at_once) < 0 && errno == EINTR) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
  }
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;

 private:
  sigset_t pipe_;
  sigset_t before_;
};

bool SendPiece(int fd, const std::string& piece) {
  const auto size = static_cast<uint32_t>(piece.size());
  return WriteWhole(fd, &size, sizeof size) &&
         WriteWhole(fd, piece.data(), piece.size());
}

// One byte more than is taken tells the reader that it is too much.
bool SendPicture(int fd, const std::function<std::string()>& next) {
  size_t sent = 0;
  while (sent <= kMaxPictureBytes) {
    const std::string piece = next();
    if (!SendPiece(fd, piece)) return false;
    if (piece.empty()) return true;
    sent += piece.size();
  }
  return SendPiece(fd, "");
}

struct Pipe {
  int ends[2] = {-1, -1};
  Pipe() {
    if (::pipe2(ends, O_CLOEXEC) != 0) ends[0] = ends[1] = -1;
  }
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  bool ok() const { return ends[0] >= 0; }
  int Take(int end) { return std::exchange(ends[end], -1); }
};

}  // namespace

std::optional<PictureLane> PictureLane::Start(const std::string& program) {
  Pipe requests, replies;
  if (!requests.ok() || !replies.ok()) return std::nullopt;
  const pid_t process = ::fork();
  if (process < 0) return std::nullopt;
  if (process == 0) ServePictures(requests.ends[0], replies.ends[1], program);
  return PictureLane(process, requests.Take(1), replies.Take(0));
}

PictureLane::PictureLane(PictureLane&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      requests_(other.requests_),
      replies_(other.replies_) {}

PictureLane::~PictureLane() {
  if (process_ < 0) return;
  ::close(requests_);
  ::close(replies_);
  while (::waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

std::optional<PictureLane::Ended> PictureLane::Read(
    const std::function<std::string()>& next) {
  const WithoutPipeSignal quiet;
  int32_t status = 0;
  uint32_t size = 0;
  if (!SendPicture(requests_, next) || !ReadWhole(replies_, &status, sizeof status) ||
      !ReadWhole(replies_, &size, sizeof size) || size > kMaxQrOutput) {
    return std::nullopt;
  }
  Ended ended = {status, std::string(size, '\0')};
  if (!ReadWhole(replies_, ended.output.data(), size)) return std::nullopt;
  return ended;
}

}  // namespace certseal
