// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string_view>

#include "base/file.h"
#include "base/result.h"

namespace certseal {

// OutputFile writes a file piece by piece that must not exist yet, and that is there only
// once it is whole: under a temporary name beside it until Commit.
class OutputFile {
 public:
  static Result<OutputFile> Create(const std::filesystem::path& path, Permissions permissions);
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();  // removes what was not committed

  Result<void> Write(std::string_view bytes);
  // Commit gives it its name when the disk has it. Fails where another file has taken the
  // name meanwhile.
  Result<void> Commit();

 private:
  OutputFile(std::filesystem::path path, std::filesystem::path temporary, int fd)
      : path_(std::move(path)), temporary_(std::move(temporary)), fd_(fd) {}
  bool Close();

  std::filesystem::path path_, temporary_;
  int fd_;
};

}  // namespace certseal
