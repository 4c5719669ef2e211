// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/confirm.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kQuestion =
    "\nCompare the fingerprint with the school's, by telephone or from its papers.\n"
    "Is it the same? Type yes to accept this school: ";

// An answer of one line; nothing where there is no terminal.
std::optional<std::string> AskAtTerminal(std::string_view question) {
  const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return std::nullopt;
  std::string answer;
  char c = 0;
  if (::write(fd, question.data(), question.size()) ==
      static_cast<ssize_t>(question.size())) {
    while (answer.size() < 80 && ::read(fd, &c, 1) == 1 && c != '\n') answer += c;
  }
  ::close(fd);
  return answer;
}

std::string WithoutSpaces(std::string_view text) {
  std::string out = AsciiLower(text);
  std::erase_if(out, [](char c) { return c == ' ' || c == '\n'; });
  return out;
}

}  // namespace

Result<void> ConfirmSchool(const TrustFile& trust, const Confirmation& confirmation) {
  if (!confirmation.fingerprint.empty()) {
    if (WithoutSpaces(confirmation.fingerprint) == WithoutSpaces(trust.Fingerprint())) {
      return {};
    }
    return Fail(
        "the fingerprint is another one than you gave: this is not the school, or "
        "its root key was replaced",
        {"ask the school, by telephone, for the fingerprint of its root key"});
  }
  if (confirmation.yes) return {};
  const std::optional<std::string> answer = AskAtTerminal(kQuestion);
  if (!answer) {
    return Fail("nobody is at a terminal to compare the fingerprint",
                {"give the one that the school told you: --fingerprint HEX"});
  }
  if (AsciiLower(Trim(*answer)) == "yes") return {};
  return Fail("the school was not accepted");
}

}  // namespace certseal
