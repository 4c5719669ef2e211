// SPDX-License-Identifier: Apache-2.0
//
// To be preloaded into a program: another clock, and files that cannot be locked.
//   OTHER_WORLD_CLOCK=SECONDS   so much later than it is; negative: earlier
//   OTHER_WORLD_LOCKS=refused   as on a network share without a lock server
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>

#include <cerrno>
#include <cstdarg>
#include <cstdlib>

namespace {

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

bool RefusesLocks() { return std::getenv("OTHER_WORLD_LOCKS") != nullptr; }

bool Locks(int command) {
  return command == F_SETLK || command == F_SETLKW || command == F_GETLK;
}

int Refuse() {
  errno = ENOLCK;
  return -1;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, struct timespec* time) noexcept {
  static auto* const real = Real<decltype(clock_gettime)>("clock_gettime");
  const int done = real(clock, time);
  const char* shift = std::getenv("OTHER_WORLD_CLOCK");
  if (clock == CLOCK_REALTIME && shift != nullptr) time->tv_sec += std::atol(shift);
  return done;
}

int flock(int fd, int operation) noexcept {
  static auto* const real = Real<decltype(flock)>("flock");
  return RefusesLocks() ? Refuse() : real(fd, operation);
}

#define FCNTL(name)                                                                   \
  int name(int fd, int command, ...) {                                                \
    static auto* const real = Real<decltype(name)>(#name);                            \
    va_list arguments;                                                                \
    va_start(arguments, command);                                                     \
    void* argument = va_arg(arguments, void*);                                        \
    va_end(arguments);                                                                \
    return Locks(command) && RefusesLocks() ? Refuse() : real(fd, command, argument); \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

}  // extern "C"
