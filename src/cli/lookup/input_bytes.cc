// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/input_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kPiece = 64 * 1024;

}  // namespace

std::optional<InputBytes> InputBytes::Open(const std::string& argument) {
  if (argument == "-") return InputBytes(STDIN_FILENO, argument);
  // Without waiting for whoever may write into a pipe.
  const int fd = ::open(argument.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return std::nullopt;
  InputBytes input(fd, argument);
  struct stat file = {};
  if (::fstat(fd, &file) != 0 || !S_ISREG(file.st_mode)) return std::nullopt;
  return input;
}

InputBytes::InputBytes(InputBytes&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      name_(std::move(other.name_)),
      held_(std::move(other.held_)) {}

InputBytes::~InputBytes() {
  if (fd_ > STDERR_FILENO) ::close(fd_);
}

Result<std::string_view> InputBytes::Peek(size_t size) {
  while (held_.size() < size) {
    ASSIGN_OR_RETURN(const size_t got, ReadMore(size - held_.size()));
    if (got == 0) break;
  }
  return std::string_view(held_);
}

Result<std::string> InputBytes::Next() {
  if (held_.empty()) TRY(ReadMore(kPiece));
  return std::exchange(held_, "");
}

Result<size_t> InputBytes::ReadMore(size_t most) {
  const size_t before = held_.size();
  held_.resize(before + most);
  ssize_t got = 0;
  do {
    got = ::read(fd_, held_.data() + before, most);
  } while (got < 0 && errno == EINTR);
  held_.resize(before + static_cast<size_t>(std::max<ssize_t>(got, 0)));
  if (got < 0)
    return Fail(StrCat("cannot read ", Quote(name_), ": ", ErrnoText(errno)));
  return static_cast<size_t>(got);
}

}  // namespace certseal
