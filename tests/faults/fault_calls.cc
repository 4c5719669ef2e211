// SPDX-License-Identifier: Apache-2.0
#include "faults/fault_calls.h"

#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <mutex>
#include <optional>
#include <set>

#include "faults/unsynced.h"

namespace certseal::faults {
namespace {

std::mutex mutex;  // calls come from several threads
bool armed = false;
Fault fault = Fault::kNone;
uint64_t fault_at = 0;
std::vector<CountedCall>& Calls() {
  static std::vector<CountedCall> calls;
  return calls;
}

// What is to happen at the call that begins now.
Fault Next(const char* name) {
  if (!armed) return Fault::kNone;
  const std::lock_guard lock(mutex);
  Calls().push_back({name, AnythingUnsynced()});
  if (Calls().size() != fault_at) return Fault::kNone;
  if (fault == Fault::kError || fault == Fault::kFull || fault == Fault::kShort) {
    return fault;
  }
  armed = false;
  if (fault == Fault::kPowerCut) CutPower(Loss::kAll);
  if (fault == Fault::kPowerCutBytes) CutPower(Loss::kBytes);
  ::_exit(kKilled);
}

// Note tells unsynced.h of a call; what that does to files itself is not counted.
template <typename Function, typename... Arguments>
void Note(Function note, Arguments... arguments) {
  if (!armed) return;
  armed = false;
  note(arguments...);
  armed = true;
}

std::optional<int> ErrorOf(Fault now) {
  if (now == Fault::kError) return EIO;
  if (now == Fault::kFull) return ENOSPC;
  return std::nullopt;
}

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

template <typename Function, typename... Arguments>
auto Call(const char* name, Function* real, Arguments... arguments) {
  using Return = decltype(real(arguments...));
  if (const auto error = ErrorOf(Next(name))) {
    errno = *error;
    return static_cast<Return>(-1);
  }
  return real(arguments...);
}

template <typename Function, typename... Position>
ssize_t Write(const char* name, Function* real, int fd, const void* data, size_t size,
              Position... position) {
  const Fault now = Next(name);
  if (const auto error = ErrorOf(now)) {
    errno = *error;
    return -1;
  }
  const size_t some = now == Fault::kShort && size > 1 ? size / 2 : size;
  const ssize_t written = real(fd, data, some, position...);
  if (written > 0) Note(NoteWritten, fd);
  return written;
}

int Opened(int fd, const char* path, int flags) {
  // O_EXCL: nothing of the program's opens a file to write that may be there.
  if (fd >= 0) Note(NoteOpened, fd, path, (flags & O_EXCL) != 0);
  return fd;
}

bool NeedsMode(int flags) {
  return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

}  // namespace

void Arm(Fault what, uint64_t at, const std::string& aside) {
  Calls().clear();
  const bool watch =
      what == Fault::kNone || what == Fault::kPowerCut || what == Fault::kPowerCutBytes;
  if (watch) WatchUnsynced(aside);
  fault = what;
  fault_at = at;
  armed = true;
}

std::vector<CountedCall> Disarm() {
  armed = false;
  return Calls();
}

bool IsWrite(const std::string& call) { return call == "write" || call == "pwrite"; }

bool CanBeFull(const std::string& call) {
  static const std::set<std::string> calls = {
      "open",  "openat", "write",     "pwrite", "rename",
      "mkdir", "fsync",  "fdatasync", "syncfs", "ftruncate"};
  return calls.contains(call);
}

}  // namespace certseal::faults

using namespace certseal::faults;  // for the C library's names below

#define REAL(name) static auto* const real = Real<decltype(name)>(#name)

// The bodies of the variadic ones: the mode counts only where a file may be made.
#define MODE_AFTER(flags)             \
  mode_t mode = 0;                    \
  if (NeedsMode(flags)) {             \
    va_list arguments;                \
    va_start(arguments, flags);       \
    mode = va_arg(arguments, mode_t); \
    va_end(arguments);                \
  }

extern "C" {

int open(const char* path, int flags, ...) {
  REAL(open);
  MODE_AFTER(flags)
  return Opened(Call("open", real, path, flags, mode), path, flags);
}
int open64(const char* path, int flags, ...) {
  REAL(open64);
  MODE_AFTER(flags)
  return Opened(Call("open", real, path, flags, mode), path, flags);
}
int openat(int directory, const char* path, int flags, ...) {
  REAL(openat);
  MODE_AFTER(flags)
  return Call("openat", real, directory, path, flags, mode);
}
int close(int fd) {
  REAL(close);
  const int error = Call(
      "close", +[](int) { return 0; }, fd);
  const int reported = errno;
  if (real(fd) != 0) return -1;
  Note(NoteClosed, fd);
  if (error != 0) errno = reported;
  return error;
}
ssize_t read(int fd, void* data, size_t size) {
  REAL(read);
  return Call("read", real, fd, data, size);
}
ssize_t pread(int fd, void* data, size_t size, off_t offset) {
  REAL(pread);
  return Call("pread", real, fd, data, size, offset);
}
ssize_t pread64(int fd, void* data, size_t size, off64_t offset) {
  REAL(pread64);
  return Call("pread", real, fd, data, size, offset);
}
ssize_t write(int fd, const void* data, size_t size) {
  REAL(write);
  return Write("write", real, fd, data, size);
}
ssize_t pwrite(int fd, const void* data, size_t size, off_t offset) {
  REAL(pwrite);
  return Write("pwrite", real, fd, data, size, offset);
}
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t offset) {
  REAL(pwrite64);
  return Write("pwrite", real, fd, data, size, offset);
}
int fsync(int fd) {
  REAL(fsync);
  const int done = Call("fsync", real, fd);
  if (done == 0) Note(NoteSynced, fd);
  return done;
}
int fdatasync(int fd) {
  REAL(fdatasync);
  return Call("fdatasync", real, fd);
}
int syncfs(int fd) noexcept {
  REAL(syncfs);
  const int done = Call("syncfs", real, fd);
  if (done == 0) Note(NoteAllSynced);
  return done;
}
int ftruncate(int fd, off_t size) noexcept {
  REAL(ftruncate);
  return Call("ftruncate", real, fd, size);
}
int ftruncate64(int fd, off64_t size) noexcept {
  REAL(ftruncate64);
  return Call("ftruncate", real, fd, size);
}
int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  Note(BeforeRename, from, to);
  const int done = Call("rename", real, from, to);
  if (done == 0) Note(NoteRenamed, from, to);
  return done;
}
int unlink(const char* path) noexcept {
  REAL(unlink);
  Note(BeforeRemove, path);
  const int done = Call("unlink", real, path);
  if (done == 0) Note(NoteRemoved, path);
  return done;
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  REAL(unlinkat);
  return Call("unlinkat", real, directory, path, flags);
}
int remove(const char* path) noexcept {
  REAL(remove);
  Note(BeforeRemove, path);
  const int done = Call("remove", real, path);
  if (done == 0) Note(NoteRemoved, path);
  return done;
}
int mkdir(const char* path, mode_t mode) noexcept {
  REAL(mkdir);
  const int done = Call("mkdir", real, path, mode);
  if (done == 0) Note(NoteMadeDirectory, path);
  return done;
}
int link(const char* from, const char* to) noexcept {
  REAL(link);
  return Call("link", real, from, to);
}
int flock(int fd, int operation) noexcept {
  REAL(flock);
  return Call("flock", real, fd, operation);
}
int stat(const char* path, struct stat* out) noexcept {
  REAL(stat);
  return Call("stat", real, path, out);
}
int stat64(const char* path, struct stat64* out) noexcept {
  REAL(stat64);
  return Call("stat", real, path, out);
}
int lstat(const char* path, struct stat* out) noexcept {
  REAL(lstat);
  return Call("lstat", real, path, out);
}
int lstat64(const char* path, struct stat64* out) noexcept {
  REAL(lstat64);
  return Call("lstat", real, path, out);
}
int fstat(int fd, struct stat* out) noexcept {
  REAL(fstat);
  return Call("fstat", real, fd, out);
}
int fstat64(int fd, struct stat64* out) noexcept {
  REAL(fstat64);
  return Call("fstat", real, fd, out);
}
int access(const char* path, int mode) noexcept {
  REAL(access);
  return Call("access", real, path, mode);
}
// SQLite's locks; other commands pass.
int fcntl64(int fd, int command, ...) {
  REAL(fcntl64);
  va_list arguments;
  va_start(arguments, command);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  const bool lock = command == F_SETLK || command == F_SETLKW;
  return lock ? Call("fcntl", real, fd, command, argument)
              : real(fd, command, argument);
}

}  // extern "C"
