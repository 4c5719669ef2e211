// SPDX-License-Identifier: Apache-2.0
#include "base/file_batch.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"

namespace certseal {

namespace fs = std::filesystem;

StagedFile::StagedFile(StagedFile&& other) noexcept
    : temporary_(std::exchange(other.temporary_, {})), path_(std::move(other.path_)) {}

StagedFile& StagedFile::operator=(StagedFile&& other) noexcept {
  std::swap(temporary_, other.temporary_);
  std::swap(path_, other.path_);
  return *this;
}

StagedFile::~StagedFile() {
  if (!temporary_.empty()) ::unlink(temporary_.c_str());
}

Result<void> StagedFile::Name() {
  std::error_code error;
  fs::rename(temporary_, path_, error);
  if (error) {
    return Fail(StrCat("cannot replace ", Quote(path_.string()), ": ", error.message()));
  }
  temporary_.clear();
  return {};
}

Result<StagedFile> FileBatch::Write(const fs::path& path,
                                    std::string_view contents) const {
  const fs::path target = directory_ / path;
  std::error_code error;
  fs::create_directories(target.parent_path(), error);  // Commit syncs them with the rest
  if (error) {
    return Fail(StrCat("cannot create the directory ", Quote(target.parent_path().string()),
                       ": ", error.message()));
  }
  const fs::path temporary = TemporaryBeside(target);
  TRY(WriteNewFile(temporary, contents));
  return StagedFile(temporary, target);
}

Result<void> FileBatch::Stage(const fs::path& path, std::string_view contents) {
  ASSIGN_OR_RETURN(StagedFile file, Write(path, contents));
  Add(std::move(file));
  return {};
}

Result<void> FileBatch::Sync() const {
  const int fd = ::open(directory_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::syncfs(fd) == 0;
  const int code = errno;
  if (fd >= 0) ::close(fd);
  if (synced) return {};
  return Fail(StrCat("cannot sync ", Quote(directory_.string()), ": ",
                     ErrnoText(code)));
}

// Once for each directory: it may be large.
void FileBatch::Tidy(const fs::path& directory) {
  if (tidied_.insert(directory).second) RemoveLeftoversIn(directory, untouched_);
}

Result<void> FileBatch::Commit() {
  if (staged_.empty()) return {};
  TRY(Sync());
  while (!staged_.empty()) {
    TRY(staged_.back().Name());
    Tidy(staged_.back().path_.parent_path());
    staged_.pop_back();
  }
  return Sync();
}

}  // namespace certseal
