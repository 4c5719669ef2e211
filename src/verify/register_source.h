// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

// RegisterSource reads the files of a published site. A file that is not there is an
// answer (nullopt); a file that cannot be read is an error.
class RegisterSource {
 public:
  virtual ~RegisterSource() = default;
  // Get reads the file at a path relative to the site, of at most max_bytes.
  virtual Result<std::optional<std::string>> Get(std::string_view path,
                                                 size_t max_bytes) const = 0;
  // Name says where this is, for messages.
  virtual std::string Name() const = 0;
};

// DirectoryRegister reads a copy of the site in a directory.
class DirectoryRegister : public RegisterSource {
 public:
  static Result<DirectoryRegister> Open(std::filesystem::path directory);
  Result<std::optional<std::string>> Get(std::string_view path,
                                         size_t max_bytes) const override;
  std::string Name() const override { return directory_.string(); }

 private:
  explicit DirectoryRegister(std::filesystem::path directory)
      : directory_(std::move(directory)) {}
  std::filesystem::path directory_;
};

}  // namespace certseal
