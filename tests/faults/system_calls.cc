// SPDX-License-Identifier: Apache-2.0
//
// This executable's own open(), write() and so on. They stand before the C library's,
// for SQLite and others too.
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <optional>

#include "faults/call_counter.h"
#include "faults/disk.h"

namespace certseal::faults {
namespace {

std::optional<int> ErrorOf(Fault now) {
  if (now == Fault::kError) return EIO;
  if (now == Fault::kFull) return ENOSPC;
  return std::nullopt;
}

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

// The first argument of most calls is what they are about.
bool IsWatchedCall(const char* path, ...) { return IsWatched(path); }
bool IsWatchedCall(int fd, ...) { return IsWatched(fd); }

template <typename Function, typename... Arguments>
auto CallIf(bool watched, const char* name, Function* real, Arguments... arguments) {
  using Return = decltype(real(arguments...));
  if (!watched) return real(arguments...);
  if (const auto error = ErrorOf(NextCall(name))) {
    errno = *error;
    return static_cast<Return>(-1);
  }
  return real(arguments...);
}

template <typename Function, typename... Arguments>
auto Call(const char* name, Function* real, Arguments... arguments) {
  return CallIf(IsWatchedCall(arguments...), name, real, arguments...);
}

template <typename Function, typename... Position>
ssize_t Write(const char* name, Function* real, int fd, const void* data, size_t size,
              Position... position) {
  if (!IsWatched(fd)) return real(fd, data, size, position...);
  const Fault now = NextCall(name);
  if (const auto error = ErrorOf(now)) {
    errno = *error;
    return -1;
  }
  const off_t offset = sizeof...(position) == 0 ? -1 : (position + ... + 0);
  Note(BeforeWrite, fd, offset);
  const size_t some = now == Fault::kShort && size > 1 ? size / 2 : size;
  const ssize_t written = real(fd, data, some, position...);
  if (written > 0) Note(NoteWritten, fd, data, static_cast<size_t>(written), offset);
  return written;
}

template <typename Function>
int Open(Function* real, const char* path, int flags, mode_t mode) {
  const bool watched = IsWatched(path);
  const auto exists = [&] {
    const Quiet quiet;
    return ::access(path, F_OK) == 0;
  };
  const bool creates = watched && (flags & O_CREAT) != 0 && !exists();
  const int fd = Call("open", real, path, flags, mode);
  if (fd >= 0 && watched) Note(NoteOpened, fd, path, creates);
  NoteDescriptor(fd, watched);
  return fd;
}

template <typename Function>
int Truncate(Function* real, int fd, off_t size) {
  if (IsWatched(fd)) Note(BeforeWrite, fd, off_t{0});
  const int done = Call("ftruncate", real, fd, size);
  if (done == 0 && IsWatched(fd)) Note(NoteTruncated, fd, size);
  return done;
}

template <typename Function>
int Remove(const char* name, Function* real, const char* path) {
  const bool watched = IsWatched(path);
  if (watched) Note(BeforeRemove, path);
  const int done = Call(name, real, path);
  if (done == 0 && watched) Note(NoteRemoved, path);
  return done;
}

bool NeedsMode(int flags) {
  return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

}  // namespace
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
  return Open(real, path, flags, mode);
}
int open64(const char* path, int flags, ...) {
  REAL(open64);
  MODE_AFTER(flags)
  return Open(real, path, flags, mode);
}
int openat(int directory, const char* path, int flags, ...) {
  REAL(openat);
  MODE_AFTER(flags)
  const bool by_path = directory == AT_FDCWD || path[0] == '/';
  const bool watched = by_path ? IsWatched(path) : IsWatched(directory);
  const int fd = CallIf(watched, "openat", real, directory, path, flags, mode);
  NoteDescriptor(fd, watched);
  return fd;
}
DIR* opendir(const char* path) {
  REAL(opendir);
  const bool watched = IsWatched(path);
  if (watched && ErrorOf(NextCall("opendir"))) {
    errno = EIO;
    return nullptr;
  }
  DIR* directory = real(path);
  if (directory != nullptr) NoteDescriptor(::dirfd(directory), watched);
  return directory;
}
struct dirent* readdir(DIR* directory) {
  REAL(readdir);
  if (!IsWatched(::dirfd(directory)) || !ErrorOf(NextCall("readdir"))) {
    return real(directory);
  }
  errno = EIO;
  return nullptr;
}
int close(int fd) {
  REAL(close);
  const int error = Call(
      "close", +[](int) { return 0; }, fd);
  const int reported = errno;
  ForgetDescriptor(fd);
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
  const int done = Call("fdatasync", real, fd);
  if (done == 0) Note(NoteSynced, fd);
  return done;
}
int syncfs(int fd) noexcept {
  REAL(syncfs);
  const int done = Call("syncfs", real, fd);
  if (done == 0) Note(NoteAllSynced);
  return done;
}
int ftruncate(int fd, off_t size) noexcept {
  REAL(ftruncate);
  return Truncate(real, fd, size);
}
int ftruncate64(int fd, off64_t size) noexcept {
  REAL(ftruncate64);
  return Truncate(real, fd, size);
}
int rename(const char* from, const char* to) noexcept {
  REAL(rename);
  if (IsWatched(to)) Note(BeforeRemove, to);
  const int done = Call("rename", real, from, to);
  if (done == 0 && IsWatched(to)) Note(NoteRenamed, from, to);
  return done;
}
int unlink(const char* path) noexcept {
  REAL(unlink);
  return Remove("unlink", real, path);
}
int unlinkat(int directory, const char* path, int flags) noexcept {
  REAL(unlinkat);
  return Call("unlinkat", real, directory, path, flags);
}
int remove(const char* path) noexcept {
  REAL(remove);
  return Remove("remove", real, path);
}
int mkdir(const char* path, mode_t mode) noexcept {
  REAL(mkdir);
  const int done = Call("mkdir", real, path, mode);
  if (done == 0 && IsWatched(path)) Note(NoteMadeDirectory, path);
  return done;
}
int link(const char* from, const char* to) noexcept {
  REAL(link);
  const int done = Call("link", real, from, to);
  if (done == 0 && IsWatched(to)) Note(NoteLinked, to);
  return done;
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
// Locks; other commands pass.
#define FCNTL(name)                                              \
  int name(int fd, int command, ...) {                           \
    REAL(name);                                                  \
    va_list arguments;                                           \
    va_start(arguments, command);                                \
    void* argument = va_arg(arguments, void*);                   \
    va_end(arguments);                                           \
    const bool lock = command == F_SETLK || command == F_SETLKW; \
    return lock ? Call("fcntl", real, fd, command, argument)     \
                : real(fd, command, argument);                   \
  }
FCNTL(fcntl)
FCNTL(fcntl64)

}  // extern "C"
