// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace certseal {

// SiteSource reads the files of a published site, wherever it is. A file that is not
// there is an answer (nullopt); a file that cannot be read is an error. What it gives
// is not to be believed before a signature or a hash says so.
class SiteSource {
 public:
  virtual ~SiteSource() = default;
  // Get reads the file at a path relative to the site ("keys/1"), of at most max_bytes.
  // A path is segments of letters, digits, "-", "_", "." and "~", none "." or "..", and
  // at most 512 bytes in all; another one is an error.
  virtual Result<std::optional<std::string>> Get(std::string_view path,
                                                 size_t max_bytes) const = 0;
  // Name says where this is, for messages.
  virtual std::string Name() const = 0;
};

// CheckSitePath succeeds for what Get takes for a path.
Result<void> CheckSitePath(std::string_view path);

// SiteDirectory is a copy of the site in a directory.
class SiteDirectory : public SiteSource {
 public:
  static Result<SiteDirectory> Open(std::filesystem::path directory);
  Result<std::optional<std::string>> Get(std::string_view path,
                                         size_t max_bytes) const override;
  std::string Name() const override { return directory_.string(); }

 private:
  explicit SiteDirectory(std::filesystem::path directory)
      : directory_(std::move(directory)) {}
  std::filesystem::path directory_;
};

}  // namespace certseal
