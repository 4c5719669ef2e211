// SPDX-License-Identifier: Apache-2.0
//
// Files in a tar archive (POSIX pax), written and read as a stream. For archives that are
// authenticated: names are checked all the same.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

class ArchiveWriter {
 public:
  using Sink = std::function<Result<void>(std::string_view bytes)>;
  static Result<ArchiveWriter> Open(Sink sink);
  ArchiveWriter(ArchiveWriter&&) noexcept;
  ~ArchiveWriter();

  // AddText adds a file of these bytes; AddFile a regular file that nobody writes to, with
  // its permissions. `name` is relative, with slashes.
  Result<void> AddText(const std::string& name, std::string_view bytes);
  Result<void> AddFile(const std::string& name, const std::filesystem::path& path);
  Result<void> Finish();

 private:
  struct Impl;
  explicit ArchiveWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// ArchivedFile is the next one; its content comes from `read`, nothing at its end.
struct ArchivedFile {
  std::string name;
  uint64_t size = 0;
  bool is_private = false;  // nobody but the owner may read it
  std::function<Result<std::string>()> read;
};

// ReadArchive calls `take` with each file, in order. Source gives the next piece, empty at
// the end. Fails where a name leads out of a directory, or is no plain file's.
Result<void> ReadArchive(const std::function<Result<std::string>()>& source,
                         const std::function<Result<void>(const ArchivedFile&)>& take);

}  // namespace certseal
