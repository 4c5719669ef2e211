// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace certseal {

// FileBatch writes many files at the price of few syncs. Each appears whole under its
// name, or not at all, whatever happens: Stage writes temporary files, Commit syncs the
// file system once and renames them. What is not committed is removed.
class FileBatch {
 public:
  // All files lie below `directory`, which exists, on one file system.
  explicit FileBatch(std::filesystem::path directory) : directory_(std::move(directory)) {}
  FileBatch(const FileBatch&) = delete;
  FileBatch& operator=(const FileBatch&) = delete;
  ~FileBatch();

  // Stage may be called from several threads. `path` is relative to the directory;
  // missing directories are made.
  Result<void> Stage(const std::filesystem::path& path, std::string_view contents);

  // Commit gives the staged files their names and empties the batch. On failure some
  // may have theirs already; the others never will.
  Result<void> Commit();

 private:
  Result<void> Sync() const;

  std::filesystem::path directory_;
  std::mutex mutex_;
  std::vector<std::pair<std::filesystem::path, std::filesystem::path>> staged_;
};

}  // namespace certseal
