// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/interruption.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdint>

namespace certseal {
namespace {

constexpr int kSignals[] = {SIGINT, SIGTERM};
constexpr uint64_t kEnd = 1;
constexpr uint64_t kSignalled = 1 << 20;  // the counts of an eventfd add up

// A signal's handler may do little: it wakes the watcher through this.
int event = -1;

void Wake(uint64_t count) {
  const int code = errno;
  // A full counter has been told of already.
  [[maybe_unused]] const ssize_t written = ::write(event, &count, sizeof count);
  errno = code;
}

void OnSignal(int) { Wake(kSignalled); }

// The second signal finds the default action (SA_RESETHAND).
void Handle(int signal) {
  struct sigaction action = {};
  if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler == SIG_IGN) return;
  action = {};
  action.sa_handler = OnSignal;
  action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
  ::sigaction(signal, &action, nullptr);
}

void HandleNoMore(int signal) {
  struct sigaction action = {};
  if (::sigaction(signal, nullptr, &action) != 0 || action.sa_handler != OnSignal) return;
  std::signal(signal, SIG_DFL);
}

}  // namespace

// Without an eventfd the program stays as killable as ever.
Interruption::Interruption() {
  event = ::eventfd(0, EFD_CLOEXEC);
  if (event < 0) return;
  watcher_ = std::thread([this] { Watch(); });
  for (const int signal : kSignals) Handle(signal);
}

Interruption::~Interruption() {
  if (event < 0) return;
  for (const int signal : kSignals) HandleNoMore(signal);
  Wake(kEnd);
  watcher_.join();
  ::close(event);
  event = -1;
}

void Interruption::Watch() {
  uint64_t count = 0;
  do {
    if (::read(event, &count, sizeof count) < 0) count = 0;  // interrupted: once more
    if (count >= kSignalled) source_.request_stop();
  } while (count % kSignalled == 0);
}

}  // namespace certseal
