// SPDX-License-Identifier: Apache-2.0
#include "publish/status_files.h"

#include <algorithm>
#include <set>

#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

Result<StatusListId> IdOf(const StoredStatusList& list) {
  const auto purpose = ParseStatusPurpose(list.purpose);
  if (purpose) return StatusListId{*purpose, list.block};
  return Fail(StrCat("the register is damaged: a status list for ", Quote(list.purpose)));
}

Result<void> StageMissing(const fs::path& directory, std::string_view contents,
                          FileBatch& files) {
  const std::string path = ByDigestPath(Sha256(contents));
  std::error_code error;
  if (fs::exists(directory / path, error)) return {};
  return files.Stage(path, contents);
}

void KeepDigestsOf(const StatusManifest& manifest, std::set<std::string>& kept) {
  kept.insert(ByDigestPath(Sha256(manifest.Text())));
  for (const ListDigest& list : manifest.lists) kept.insert(ByDigestPath(list.sha256));
}

}  // namespace

Result<StatusFiles> ReadStatusFiles(Register& reg, uint64_t trust_version,
                                    const Sha256Digest& manifest_sha256) {
  StatusFiles status{{trust_version, {}}, {}};
  ASSIGN_OR_RETURN(status.lists, reg.StatusLists());
  for (const StoredStatusList& list : status.lists) {
    ASSIGN_OR_RETURN(const StatusListId id, IdOf(list));
    status.manifest.lists.push_back({id, Sha256(list.document)});
  }
  std::ranges::sort(status.manifest.lists, {}, &ListDigest::id);
  if (Sha256(status.manifest.Text()) == manifest_sha256) return status;
  return Fail("the register's status lists are not those that its log commits to",
              {"certseal audit says more"});
}

Result<void> StageByDigest(const StatusFiles& status, const fs::path& directory,
                           FileBatch& files) {
  for (const StoredStatusList& list : status.lists) {
    TRY(StageMissing(directory, list.document, files));
  }
  return StageMissing(directory, status.manifest.Text(), files);
}

Result<void> StageByName(const StatusFiles& status, FileBatch& files) {
  for (const StoredStatusList& list : status.lists) {
    ASSIGN_OR_RETURN(const StatusListId id, IdOf(list));
    TRY(files.Stage(id.Path(), list.document));
  }
  return files.Stage(StatusManifest::kPath, status.manifest.Text());
}

Result<void> RemoveOldDigests(const fs::path& directory, const StatusFiles& now,
                              const std::string& before) {
  std::set<std::string> kept;
  KeepDigestsOf(now.manifest, kept);
  if (const auto former = StatusManifest::Parse(before)) KeepDigestsOf(*former, kept);
  const fs::path place = directory / fs::path(*kept.begin()).parent_path();
  std::vector<fs::path> old;
  std::error_code error;
  for (fs::directory_iterator it(place, error), end; !error && it != end;
       it.increment(error)) {
    const fs::path relative = it->path().lexically_relative(directory);
    if (!kept.contains(relative.string())) old.push_back(it->path());
  }
  for (const fs::path& path : old) fs::remove(path, error);
  if (!error) return {};
  return Fail(StrCat("cannot tidy ", Quote(place.string()), ": ", error.message()));
}

}  // namespace certseal
