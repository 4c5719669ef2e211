// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/claims.h"
#include "audit/wording.h"
#include "base/file.h"
#include "base/strings.h"
#include "publish/index_page.h"
#include "publish/page_files.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxIndex = 1 << 20;
constexpr size_t kMaxFile = 8 << 20;

tl::unexpected<Error> NotWritten(const std::string& path) {
  return Fail(StrCat("the site's ", path, " is not what publishing writes"),
              {"where the program was updated since: certseal publish writes it anew"});
}

// The school's keys may be of a version that the site's log does not know yet.
bool IsOurIndex(const AuditContext& context, const std::string& index) {
  return std::ranges::any_of(
      context.trust.versions(), [&](const TrustHistory::Version& each) {
        const bool current =
            each.file.keys().version >= context.site->trust->keys().version;
        return current && index == IndexPage(each.file);
      });
}

Result<ClaimEvidence> CheckOurs(const AuditedSite& site, const std::string& index,
                                const AuditContext& context) {
  if (!IsOurIndex(context, index)) return NotWritten("index.html");
  ASSIGN_OR_RETURN(const std::string worker, site.Must("sw.js", kMaxFile));
  if (worker != ServiceWorker()) return NotWritten("sw.js");
  const std::vector<PageFile> files = PageFiles();
  for (const PageFile& file : files) {
    const std::string path = StrCat(PageDirectory(), "/", file.path);
    ASSIGN_OR_RETURN(const std::string found, site.Must(path, kMaxFile));
    if (found != file.contents) return NotWritten(path);
  }
  return ClaimEvidence{
      StrCat("the page that checks certificates is the one of this "
             "program, with its ",
             Counted(files.size(), "file", "files"))};
}

// What the file is by the name of its directory, which whoever writes both can choose:
// so it is worth a note.
Result<ClaimEvidence> CheckOther(const AuditedSite& site,
                                 const std::string& directory) {
  ASSIGN_OR_RETURN(const bool complete, IsCompletePage(site.directory, directory));
  if (!complete) {
    return Fail(StrCat("the site's ", directory, " is not what its name says"));
  }
  return ClaimEvidence{
      "the page that checks certificates is complete",
      {"it is of another version of certseal: certseal publish writes this one's"}};
}

}  // namespace

Result<bool> IsCompletePage(const fs::path& site, const std::string& directory) {
  std::map<std::string, Sha256Digest> digests;
  std::error_code error;
  for (fs::recursive_directory_iterator it(site / directory, error), end;
       !error && it != end; it.increment(error)) {
    if (!it->is_regular_file(error)) continue;
    ASSIGN_OR_RETURN(const std::string contents, ReadFile(it->path(), kMaxFile));
    const fs::path path = it->path().lexically_relative(site / directory);
    digests.emplace(path.generic_string(), Sha256(contents));
  }
  return !error && StrCat("page/", PageVersion(digests)) == directory;
}

Result<ClaimEvidence> CheckSitePage(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  const AuditedSite& site = *context.site;
  ASSIGN_OR_RETURN(const std::string index, site.Must("index.html", kMaxIndex));
  const auto directory = PageDirectoryIn(index);
  if (directory == PageDirectory()) return CheckOurs(site, index, context);
  return directory ? CheckOther(site, *directory) : NotWritten("index.html");
}

}  // namespace certseal
