// SPDX-License-Identifier: Apache-2.0
#include "verify/register_source.h"

#include "base/file.h"
#include "base/strings.h"

namespace certseal {

namespace fs = std::filesystem;

Result<DirectoryRegister> DirectoryRegister::Open(fs::path directory) {
  std::error_code error;
  if (!fs::is_directory(directory, error)) {
    return Fail(StrCat("the register ", Quote(directory.string()), " is not a directory"),
                {"give the directory that 'certseal publish' wrote, or a copy of it"});
  }
  return DirectoryRegister(std::move(directory));
}

Result<std::optional<std::string>> DirectoryRegister::Get(std::string_view path,
                                                          size_t max_bytes) const {
  const fs::path file = directory_ / path;
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (status.type() == fs::file_type::not_found) return std::optional<std::string>();
  ASSIGN_OR_RETURN(std::string contents, ReadFile(file, max_bytes));
  return std::optional<std::string>(std::move(contents));
}

}  // namespace certseal
