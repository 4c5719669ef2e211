// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/confirm.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kMaxAnswer = 80;

// TerminalLine is the controlling terminal, whatever standard input and output are.
class TerminalLine {
 public:
  TerminalLine() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {}
  TerminalLine(const TerminalLine&) = delete;
  TerminalLine& operator=(const TerminalLine&) = delete;
  ~TerminalLine() {
    if (fd_ >= 0) ::close(fd_);
  }

  // Nothing: there is no terminal, or it has ended.
  std::optional<std::string> Ask(std::string_view question) {
    if (fd_ < 0 || !Write(question)) return std::nullopt;
    std::string line(kMaxAnswer, '\0');
    ssize_t size = 0;
    do {
      size = ::read(fd_, line.data(), line.size());
    } while (size < 0 && errno == EINTR);
    if (size <= 0) return std::nullopt;
    line.resize(static_cast<size_t>(size));
    return line;
  }

 private:
  bool Write(std::string_view text) {
    while (!text.empty()) {
      const ssize_t size = ::write(fd_, text.data(), text.size());
      if (size < 0 && errno == EINTR) continue;
      if (size <= 0) return false;
      text.remove_prefix(static_cast<size_t>(size));
    }
    return true;
  }
  int fd_;
};

}  // namespace

Result<void> Confirm(bool yes, const std::string& question) {
  if (yes) return {};
  TerminalLine terminal;
  const auto answer = terminal.Ask(StrCat(question, " [y/N] "));
  if (!answer) {
    return Fail("there is no terminal to ask: nothing was changed",
                {"to go on without being asked: --yes"});
  }
  const std::string word = AsciiLower(Trim(*answer));
  if (word == "y" || word == "yes") return {};
  return Fail("it was not confirmed: nothing was changed");
}

}  // namespace certseal
