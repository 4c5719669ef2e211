// SPDX-License-Identifier: Apache-2.0
#include "publish/site_page.h"

#include <vector>

#include "base/file.h"
#include "base/file_batch.h"
#include "base/strings.h"
#include "publish/index_page.h"
#include "publish/page_files.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxIndex = 1 << 20;

// What cannot be read is written anew.
Result<void> StageChanged(const fs::path& directory, const fs::path& path,
                          std::string_view contents, FileBatch& files) {
  const auto there = ReadFile(directory / path, contents.size());
  if (there && *there == contents) return {};
  return files.Stage(path, contents);
}

}  // namespace

Result<void> WritePage(const fs::path& directory, const TrustFile& trust) {
  FileBatch files(directory, std::chrono::seconds(0));  // nobody else writes there
  for (const PageFile& file : PageFiles()) {
    TRY(StageChanged(directory, fs::path(PageDirectory()) / file.path, file.contents,
                     files));
  }
  TRY(files.Commit());
  TRY(StageChanged(directory, "sw.js", ServiceWorker(), files));
  TRY(files.Commit());
  TRY(StageChanged(directory, "index.html", IndexPage(trust), files));
  return files.Commit();
}

Result<std::string> ReadIndex(const fs::path& directory) {
  const fs::path path = directory / "index.html";
  std::error_code error;
  if (!fs::exists(path, error)) return std::string();
  return ReadFile(path, kMaxIndex);
}

Result<void> RemoveOldPages(const fs::path& directory, const std::string& former) {
  const std::string kept = PageDirectoryIn(former).value_or(PageDirectory());
  std::vector<fs::path> old;
  std::error_code error;
  for (fs::directory_iterator it(directory / "page", error), end; !error && it != end;
       it.increment(error)) {
    const std::string path = it->path().lexically_relative(directory).generic_string();
    const bool ours = PageDirectoryIn(path) == path;
    if (ours && path != kept && path != PageDirectory()) old.push_back(it->path());
  }
  for (const fs::path& each : old) fs::remove_all(each, error);
  if (!error) return {};
  return Fail(StrCat("cannot tidy ", Quote((directory / "page").string()), ": ",
                     error.message()));
}

}  // namespace certseal
