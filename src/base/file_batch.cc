// SPDX-License-Identifier: Apache-2.0
#include "base/file_batch.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {

namespace fs = std::filesystem;

FileBatch::~FileBatch() {
  for (const auto& [temporary, path] : staged_) ::unlink(temporary.c_str());
}

Result<void> FileBatch::Stage(const fs::path& path, std::string_view contents) {
  const fs::path target = directory_ / path;
  TRY(MakeDirectories(target.parent_path()));
  const fs::path temporary = TemporaryBeside(target);
  TRY(WriteNewFile(temporary, contents));
  const std::lock_guard lock(mutex_);
  staged_.emplace_back(temporary, target);
  return {};
}

Result<void> FileBatch::Sync() const {
  const int fd = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::syncfs(fd) == 0;
  const int code = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return Fail(StrCat("cannot sync ", Quote(directory_.string()), ": ",
                     std::strerror(code)));
}

Result<void> FileBatch::Commit() {
  if (staged_.empty()) return {};
  TRY(Sync());
  while (!staged_.empty()) {
    const auto& [temporary, path] = staged_.back();
    std::error_code error;
    fs::rename(temporary, path, error);
    if (error) {
      return Fail(StrCat("cannot replace ", Quote(path.string()), ": ", error.message()));
    }
    staged_.pop_back();
  }
  return Sync();
}

}  // namespace certseal
