// SPDX-License-Identifier: Apache-2.0
#include "issue/restored.h"

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
Result<void> MarkRestored(const SchoolPaths& paths, Timestamp made, uint64_t log_size) {
  return WriteFileAtomically(
      paths.restored(),
      StrCat("Restored from the backup of ", made.Rfc3339(), ", whose log has ", log_size,
             " entries.\nNothing is signed here before \"certseal recover\" has compared it "
             "with what was\npublished since, and then deletes this file.\n"));
}

Result<void> DemandCompared(const School& school) {
  std::error_code error;
  const auto mark = std::filesystem::symlink_status(school.paths.restored(), error);
  if (mark.type() == std::filesystem::file_type::not_found) return {};
  return Fail("this school was restored from a backup and not yet compared with what was "
              "published since: signing now could fork its log",
              {StrCat("certseal -C ", school.paths.root.string(), " recover --from ",
                      school.profile.site.url()),
               "where nothing was ever published: recover --nothing-published"});
}

Result<bool> ForgetRestored(const SchoolPaths& paths) {
  return RemoveFileDurably(paths.restored());
}

}  // namespace certseal
