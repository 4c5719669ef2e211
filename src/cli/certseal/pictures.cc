// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/pictures.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

Result<void> RunProgramAndWait(std::vector<std::string> arguments) {
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  pid_t child = 0;
  const int failed =
      ::posix_spawnp(&child, argv[0], nullptr, nullptr, argv.data(), environ);
  if (failed == ENOENT) {
    return Fail(StrCat(arguments[0], " is not installed, which draws the pictures"),
                {"install the Debian package poppler-utils"});
  }
  if (failed != 0) return Fail(StrCat(arguments[0], ": ", ErrnoText(failed)));
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status == 0) return {};
  return Fail(StrCat(arguments[0], " failed; what it said stands above"));
}

}  // namespace

Result<std::vector<fs::path>> DrawPictures(const fs::path& pdf, const fs::path& directory,
                                           const std::string& name) {
  TRY(MakeDirectories(directory));
  // Absolute: no name is taken for an option.
  const fs::path prefix = fs::absolute(directory) / name;
  TRY(RunProgramAndWait({"pdftoppm", "-r", "150", "-png", fs::absolute(pdf).string(),
                         prefix.string()}));
  std::vector<fs::path> pictures;
  std::error_code error;
  for (fs::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    const std::string found = it->path().filename().string();
    if (found.starts_with(StrCat(name, "-")) && found.ends_with(".png")) {
      pictures.push_back(it->path());
    }
  }
  std::ranges::sort(pictures);
  return pictures;
}

}  // namespace certseal
