// SPDX-License-Identifier: Apache-2.0
#include "base/leftovers.h"

#include <signal.h>

#include <cerrno>
#include <string_view>
#include <system_error>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

// The names in a directory that a temporary suffix ends.
std::vector<fs::path> TemporariesIn(const fs::path& directory, std::error_code& error) {
  std::vector<fs::path> found;
  for (fs::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    const std::string name = it->path().filename().string();
    if (WithoutTemporarySuffix(name) != name) found.push_back(directory / name);
  }
  return found;
}

// <name>.tmp.<process>.<counter>
bool IsOfTheDead(const fs::path& temporary) {
  const std::string name = temporary.filename().string();
  const std::string_view suffix =
      std::string_view(name).substr(WithoutTemporarySuffix(name).size());
  const auto process = ParseDecimal(Split(suffix, '.')[2]);
  return process && *process > 0 && *process <= INT32_MAX &&
         ::kill(static_cast<pid_t>(*process), 0) != 0 && errno == ESRCH;
}

bool IsUntouched(const fs::path& path, std::chrono::seconds span) {
  std::error_code error;
  const auto written = fs::last_write_time(path, error);
  return !error && fs::file_time_type::clock::now() - written >= span;
}

fs::path DirectoryOf(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

}  // namespace

Result<std::vector<fs::path>> TemporariesOf(const fs::path& path) {
  std::error_code error;
  std::vector<fs::path> found = TemporariesIn(DirectoryOf(path), error);
  if (error && error != std::errc::no_such_file_or_directory) {
    return Fail(StrCat("cannot read ", Quote(DirectoryOf(path).string()), ": ",
                       error.message()));
  }
  std::erase_if(found, [&](const fs::path& each) {
    return WithoutTemporarySuffix(each.filename().string()) != path.filename().string();
  });
  return found;
}

void RemoveLeftoversOf(const fs::path& path) {
  const auto found = TemporariesOf(path);
  if (!found) return;
  for (const fs::path& each : *found) {
    std::error_code ignored;
    if (IsOfTheDead(each)) fs::remove_all(each, ignored);
  }
}

void RemoveLeftoversIn(const fs::path& directory, std::chrono::seconds untouched) {
  std::error_code ignored;
  for (const fs::path& each : TemporariesIn(directory, ignored)) {
    if (IsOfTheDead(each) && IsUntouched(each, untouched)) fs::remove(each, ignored);
  }
}

}  // namespace certseal
