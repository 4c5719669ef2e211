// SPDX-License-Identifier: Apache-2.0
#include "base/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

tl::unexpected<Error> SystemError(std::string_view what, const fs::path& path) {
  const int code = errno;
  return Fail(
      StrCat("cannot ", what, " ", Quote(path.string()), ": ", ErrnoText(code)));
}

}  // namespace

Result<OutputFile> OutputFile::Create(const fs::path& path, Permissions permissions) {
  std::error_code error;
  if (fs::symlink_status(path, error).type() != fs::file_type::not_found) {
    return Fail(StrCat(Quote(path.string()), " is there already"),
                {"give another name; nothing is overwritten"});
  }
  fs::path temporary = TemporaryBeside(path);
  const int fd =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
             permissions == Permissions::kPrivate ? 0600 : 0644);
  if (fd < 0) return SystemError("create", temporary);
  return OutputFile(path, std::move(temporary), fd);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      fd_(std::exchange(other.fd_, -1)) {}

OutputFile::~OutputFile() {
  if (fd_ < 0) return;
  Close();
  ::unlink(temporary_.c_str());
}

Result<void> OutputFile::Write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd_, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return SystemError("write", temporary_);
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return {};
}

Result<void> OutputFile::Commit() {
  if (::fsync(fd_) != 0) return SystemError("write", temporary_);
  // A link fails where the name is taken; a rename would overwrite.
  bool kept = ::link(temporary_.c_str(), path_.c_str()) == 0;
  if (!kept && (errno == EPERM || errno == ENOTSUP)) {  // a stick's file system has no links
    kept = ::access(path_.c_str(), F_OK) != 0 &&
           ::rename(temporary_.c_str(), path_.c_str()) == 0;
    if (kept) return Close() ? SyncDirectoryOf(path_) : SystemError("write", path_);
  }
  if (!kept) return SystemError("create", path_);
  ::unlink(temporary_.c_str());
  if (!Close()) return SystemError("write", path_);
  return SyncDirectoryOf(path_);
}

bool OutputFile::Close() { return ::close(std::exchange(fd_, -1)) == 0; }

}  // namespace certseal
