// SPDX-License-Identifier: Apache-2.0
#include "publish/module_imports.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

// The page's own style is relied on: single quotes, and no code behind a comment's end.
bool IsComment(std::string_view line) {
  return line.starts_with("//") || line.starts_with("/*") || line.starts_with("*");
}

// What stands in quotes after `from` at a statement's end, or after a bare import.
std::optional<std::string_view> Specifier(std::string_view line) {
  constexpr std::string_view kFrom = "from '", kImport = "import '";
  const size_t from = line.find(kFrom);
  size_t begin = 0;
  if (line.starts_with(kImport)) {
    begin = kImport.size();
  } else if (from != line.npos && (from == 0 || line[from - 1] == ' ')) {
    begin = from + kFrom.size();
  } else {
    return std::nullopt;
  }
  const size_t end = line.find('\'', begin);
  if (end == line.npos) return std::nullopt;
  const std::string_view path = line.substr(begin, end - begin);
  if (!path.starts_with("./") && !path.starts_with("../")) return std::nullopt;
  return path;
}

}  // namespace

std::vector<std::string> StaticImports(const PageFile& module) {
  const auto directory = std::filesystem::path(module.path).parent_path();
  std::vector<std::string> imports;
  for (const std::string_view each : Split(module.contents, '\n')) {
    const std::string_view line = Trim(each);
    if (IsComment(line)) continue;
    if (const auto path = Specifier(line)) {
      imports.push_back((directory / *path).lexically_normal().generic_string());
    }
  }
  return imports;
}

std::vector<std::string> ImportedFrom(std::string_view entry,
                                      std::span<const PageFile> files) {
  std::vector<std::string> found{std::string(entry)};
  for (size_t next = 0; next < found.size(); ++next) {
    const auto file = std::ranges::find(files, found[next], &PageFile::path);
    if (file == files.end()) continue;
    for (std::string& each : StaticImports(*file)) {
      if (std::ranges::find(found, each) == found.end())
        found.push_back(std::move(each));
    }
  }
  found.erase(found.begin());
  return found;
}

}  // namespace certseal
