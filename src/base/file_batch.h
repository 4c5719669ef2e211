// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <filesystem>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace certseal {

// StagedFile is a file that is written whole under a temporary name beside its own.
// What is not named in the end is removed.
class StagedFile {
 public:
  StagedFile(StagedFile&& other) noexcept;
  StagedFile& operator=(StagedFile&& other) noexcept;
  ~StagedFile();

 private:
  friend class FileBatch;
  StagedFile(std::filesystem::path temporary, std::filesystem::path path)
      : temporary_(std::move(temporary)), path_(std::move(path)) {}
  Result<void> Name();

  std::filesystem::path temporary_;  // empty: nothing to remove
  std::filesystem::path path_;
};

// FileBatch writes many files at the price of few syncs. Each appears whole under its
// name, or not at all, whatever happens: Stage writes temporary files, Commit syncs the
// file system once and renames them. What is not committed is removed.
class FileBatch {
 public:
  // All files lie below `directory`, which exists, on one file system. Where files get
  // their names, what programs that were killed have left is removed (leftovers.h), if
  // nobody has written to it for so long.
  explicit FileBatch(std::filesystem::path directory,
                     std::chrono::seconds untouched = std::chrono::hours(1))
      : directory_(std::move(directory)), untouched_(untouched) {}

  // Write writes a file that Add can put into the batch. Safe from several threads, also
  // while another one commits. `path` is relative to the directory; missing directories
  // are made.
  Result<StagedFile> Write(const std::filesystem::path& path,
                           std::string_view contents) const;
  void Add(StagedFile file) { staged_.push_back(std::move(file)); }
  size_t size() const { return staged_.size(); }

  // Stage is Write and Add.
  Result<void> Stage(const std::filesystem::path& path, std::string_view contents);

  // Commit gives the staged files their names, in no order, and empties the batch. On
  // failure some may have theirs already; the others never will.
  Result<void> Commit();

 private:
  Result<void> Sync() const;
  void Tidy(const std::filesystem::path& directory);

  std::filesystem::path directory_;
  std::chrono::seconds untouched_;
  std::vector<StagedFile> staged_;
  std::set<std::filesystem::path> tidied_;
};

}  // namespace certseal
