// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <system_error>

#include "base/file.h"
#include "base/strings.h"
#include "site/site_source.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxPath = 512;
constexpr std::string_view kPathCharacters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";

bool IsPathSegment(std::string_view segment) {
  return !segment.empty() && segment != "." && segment != ".." &&
         segment.find_first_not_of(kPathCharacters) == segment.npos;
}

// A part of the path that is a file and no directory counts as "not there" too.
bool IsAbsent(const fs::path& file) {
  std::error_code error;
  return fs::status(file, error).type() == fs::file_type::not_found;
}

}  // namespace

Result<void> CheckSitePath(std::string_view path) {
  const auto segments = Split(path, '/');
  if (path.size() <= kMaxPath &&
      std::all_of(segments.begin(), segments.end(), IsPathSegment)) {
    return {};
  }
  return Fail(StrCat("a site has no file of the name ", Quote(path)));
}

Result<SiteDirectory> SiteDirectory::Open(fs::path directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    return Fail(
        StrCat("the register ", Quote(directory.string()), " is not a directory"),
        {"give the directory that 'certseal publish' wrote, or a copy of it"});
  }
  return SiteDirectory(std::move(directory));
}

// The file is looked for only after reading failed: it may go in between.
Result<std::optional<std::string>> SiteDirectory::Get(std::string_view path,
                                                      size_t max_bytes) const {
  TRY(CheckSitePath(path));
  const fs::path file = directory_ / path;
  Result<std::string> contents = ReadFile(file, max_bytes);
  if (contents) return std::optional<std::string>(*std::move(contents));
  if (IsAbsent(file)) return std::optional<std::string>();
  return Fail(std::move(contents).error());
}

}  // namespace certseal
