// SPDX-License-Identifier: Apache-2.0
#include "base/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kTemporaryMark = ".tmp.";

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  ~FileDescriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int get() const { return fd_; }
  bool ok() const { return fd_ >= 0; }
  // Close reports what a delayed write may still have to say.
  bool Close() {
    const int fd = fd_;
    fd_ = -1;
    return ::close(fd) == 0;
  }

 private:
  int fd_;
};

tl::unexpected<Error> SystemError(std::string_view what, const fs::path& path) {
  const int code = errno;
  return Fail(StrCat("cannot ", what, " ", Quote(path.string()), ": ",
                     ErrnoText(code)));
}

bool WriteAll(int fd, std::string_view contents) {
  while (!contents.empty()) {
    const ssize_t n = ::write(fd, contents.data(), contents.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    contents.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

mode_t ModeOf(Permissions permissions) {
  return permissions == Permissions::kPrivate ? 0600 : 0644;
}

enum class Sync { kYes, kNo };

// Writes a new file; removes it again on failure.
Result<void> WriteNew(const fs::path& path, std::string_view contents, mode_t mode,
                      Sync sync = Sync::kYes) {
  FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode));
  if (!file.ok()) return SystemError("create", path);
  if (WriteAll(file.get(), contents) &&
      (sync == Sync::kNo || ::fsync(file.get()) == 0) && file.Close()) {
    return {};
  }
  const auto failure = SystemError("write", path);
  ::unlink(path.c_str());
  return failure;
}

}  // namespace

Result<void> SyncDirectoryOf(const fs::path& path) {
  const fs::path parent = path.has_parent_path() ? path.parent_path() : fs::path(".");
  FileDescriptor directory(::open(parent.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!directory.ok() || ::fsync(directory.get()) != 0) {
    return SystemError("sync the directory", parent);
  }
  return {};
}

// <name>.tmp.<process>.<counter>
fs::path TemporaryBeside(const fs::path& path) {
  static std::atomic<unsigned> counter{0};
  fs::path temporary = path;
  temporary += StrCat(kTemporaryMark, ::getpid(), ".", counter.fetch_add(1));
  return temporary;
}

std::string_view WithoutTemporarySuffix(std::string_view name) {
  const size_t mark = name.rfind(kTemporaryMark);
  if (mark == name.npos) return name;
  const std::vector<std::string_view> numbers =
      Split(name.substr(mark + kTemporaryMark.size()), '.');
  const bool ours = numbers.size() == 2 && ParseDecimal(numbers[0]).has_value() &&
                    ParseDecimal(numbers[1]).has_value();
  return ours ? name.substr(0, mark) : name;
}

Result<void> WriteNewFile(const fs::path& path, std::string_view contents) {
  return WriteNew(path, contents, ModeOf(Permissions::kPublic), Sync::kNo);
}

Result<std::string> ReadFile(const fs::path& path, size_t max_bytes) {
  const bool standard_input = path == "-";
  FileDescriptor file(standard_input ? STDIN_FILENO
                                     : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.ok()) return SystemError("open", path);
  struct stat info;
  if (::fstat(file.get(), &info) != 0) return SystemError("read", path);
  if (!standard_input && !S_ISREG(info.st_mode)) {
    return Fail(StrCat("cannot read ", Quote(path.string()), ": not a regular file"));
  }
  const auto too_large = [&] {
    return Fail(StrCat("cannot read ", Quote(path.string()), ": larger than ", max_bytes,
                       " bytes"));
  };
  if (S_ISREG(info.st_mode) && static_cast<uintmax_t>(info.st_size) > max_bytes) {
    return too_large();
  }
  std::string contents;
  size_t used = 0;
  for (;;) {
    contents.resize(used + 65536);
    const ssize_t n = ::read(file.get(), contents.data() + used, 65536);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return SystemError("read", path);
    used += static_cast<size_t>(n);
    if (used > max_bytes) return too_large();
    if (n == 0) break;
  }
  contents.resize(used);
  return contents;
}

Result<void> WriteFileAtomically(const fs::path& path, std::string_view contents,
                                 Permissions permissions) {
  const fs::path temporary = TemporaryBeside(path);
  TRY(WriteNew(temporary, contents, ModeOf(permissions)));
  if (::rename(temporary.c_str(), path.c_str()) != 0) {
    const auto failure = SystemError("replace", path);
    ::unlink(temporary.c_str());
    return failure;
  }
  return SyncDirectoryOf(path);
}

Result<void> CreateFileDurably(const fs::path& path, std::string_view contents,
                               Permissions permissions) {
  TRY(WriteNew(path, contents, ModeOf(permissions)));
  Result<void> synced = SyncDirectoryOf(path);
  if (!synced) ::unlink(path.c_str());
  return synced;
}

Result<bool> RemoveFileDurably(const fs::path& path) {
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return false;
    return SystemError("delete", path);
  }
  TRY(SyncDirectoryOf(path));
  return true;
}

Result<void> MakeDirectories(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return {};
  if (path.has_relative_path() && path.has_parent_path()) {
    TRY(MakeDirectories(path.parent_path()));
  }
  const bool made = fs::create_directory(path, error);
  if (error) {
    return Fail(StrCat("cannot create the directory ", Quote(path.string()), ": ",
                       error.message()));
  }
  return made ? SyncDirectoryOf(path) : Result<void>();
}

}  // namespace certseal
