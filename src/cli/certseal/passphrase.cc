// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/passphrase.h"

#include <fcntl.h>
#include <signal.h>
#include <termios.h>
#include <unistd.h>

#include <csignal>
#include <iterator>

#include "base/file.h"
#include "base/strings.h"
#include "keys/private_key.h"

namespace certseal {
namespace {

constexpr size_t kMaxPassphraseFile = 4096;

std::string_view FirstLine(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

Result<Secret> FromFile(const std::string& file) {
  ASSIGN_OR_RETURN(std::string contents, ReadFile(file, kMaxPassphraseFile));
  Secret secret(FirstLine(contents));
  WipeString(contents);
  if (secret.empty()) return Fail(StrCat("the first line of ", Quote(file), " is empty"));
  return secret;
}

volatile std::sig_atomic_t interrupted = 0;
void NoteInterrupt(int signal) { interrupted = signal; }

// InterruptGuard lets Ctrl-C end a read instead of the program, so that the terminal's
// echo is back before the program ends by the signal after all.
class InterruptGuard {
 public:
  InterruptGuard() {
    struct sigaction action = {};
    action.sa_handler = NoteInterrupt;  // without SA_RESTART: read() returns
    for (size_t i = 0; i < std::size(kSignals); ++i) {
      ::sigaction(kSignals[i], &action, &saved_[i]);
    }
  }
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;
  ~InterruptGuard() {
    for (size_t i = 0; i < std::size(kSignals); ++i) {
      ::sigaction(kSignals[i], &saved_[i], nullptr);
    }
    if (interrupted != 0) ::raise(interrupted);
  }

 private:
  static constexpr int kSignals[] = {SIGINT, SIGTERM, SIGHUP};
  struct sigaction saved_[std::size(kSignals)];
};

// Terminal is the controlling terminal with its echo off for as long as it lives.
class Terminal {
 public:
  Terminal() : fd_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
    if (fd_ < 0 || ::tcgetattr(fd_, &saved_) != 0) return;
    termios quiet = saved_;
    quiet.c_lflag &= static_cast<tcflag_t>(~ECHO);
    silent_ = ::tcsetattr(fd_, TCSAFLUSH, &quiet) == 0;
  }
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal() {
    if (silent_) ::tcsetattr(fd_, TCSAFLUSH, &saved_);
    if (fd_ >= 0) ::close(fd_);
  }
  bool usable() const { return silent_; }

  Result<Secret> Ask(std::string_view prompt) {
    Write(prompt);
    std::string line(kMaxPassphraseFile, '\0');
    const ssize_t size = ::read(fd_, line.data(), line.size());
    Write("\n");
    Secret secret(size > 0 ? FirstLine(std::string_view(line).substr(
                                 0, static_cast<size_t>(size)))
                           : std::string_view());
    WipeString(line);
    if (secret.empty()) return Fail("no passphrase was given");
    return secret;
  }

 private:
  void Write(std::string_view text) {
    [[maybe_unused]] const ssize_t ignored = ::write(fd_, text.data(), text.size());
  }
  InterruptGuard guard_;  // outlives the restoring of the echo
  int fd_;
  termios saved_{};
  bool silent_ = false;
};

}  // namespace

Result<Secret> ReadPassphrase(const std::string& file, PassphraseUse use,
                              const PassphraseOf& of) {
  if (!file.empty()) return FromFile(file);
  Terminal terminal;
  if (!terminal.usable()) {
    return Fail("there is no terminal to ask for the passphrase",
                {StrCat("give it in a file: ", of.option, " FILE, or - for standard input")});
  }
  if (use == PassphraseUse::kOpen) {
    return terminal.Ask(StrCat("Passphrase of ", of.what, ": "));
  }
  ASSIGN_OR_RETURN(Secret first,
                   terminal.Ask(StrCat("Choose a passphrase for ", of.what,
                                       " (at least ", kMinPassphrase, " characters): ")));
  ASSIGN_OR_RETURN(const Secret second, terminal.Ask("Once more: "));
  if (!(first == second)) return Fail("the two passphrases differ");
  return first;
}

}  // namespace certseal
