// SPDX-License-Identifier: Apache-2.0
#include "trust/pinned_schools.h"

#include <algorithm>

#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kSuffix = ".trust";

Result<TrustFile> ReadTrust(const fs::path& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, TrustFile::kMaxBytes));
  Result<TrustFile> trust = TrustFile::Parse(bytes);
  if (!trust) return Within(path.string(), trust.error());
  return trust;
}

}  // namespace

PinnedSchools::PinnedSchools(fs::path directory) : directory_(std::move(directory)) {}

// An origin's characters are safe in a file name but for ":" and "/", which "%" plus
// hex cannot be confused with: an origin holds no "%".
fs::path PinnedSchools::PathOf(std::string_view origin) const {
  std::string name;
  for (char c : origin) {
    if (c == '/') name += "%2F";
    else if (c == ':') name += "%3A";
    else name += c;
  }
  return directory_ / StrCat(name, kSuffix);
}

Result<std::vector<TrustFile>> PinnedSchools::All() const {
  std::error_code error;
  if (!fs::exists(directory_, error) && !error) return std::vector<TrustFile>{};
  std::vector<fs::path> paths;
  for (fs::directory_iterator it(directory_, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == kSuffix) paths.push_back(it->path());
  }
  if (error) {
    return Fail(StrCat("cannot read ", Quote(directory_.string()), ": ", error.message()));
  }
  std::sort(paths.begin(), paths.end());
  std::vector<TrustFile> schools;
  for (const fs::path& path : paths) {
    ASSIGN_OR_RETURN(TrustFile trust, ReadTrust(path));
    if (PathOf(trust.keys().site.origin()) != path) {
      return Fail(StrCat(path.string(), ": holds the keys of ",
                         Quote(trust.keys().site.origin())));
    }
    schools.push_back(std::move(trust));
  }
  return schools;
}

Result<void> PinnedSchools::Add(const TrustFile& trust) const {
  const fs::path path = PathOf(trust.keys().site.origin());
  std::error_code error;
  if (fs::exists(path, error)) {
    ASSIGN_OR_RETURN(const TrustFile pinned, ReadTrust(path));
    if (pinned.keys().root != trust.keys().root) {
      return Fail(StrCat("this file has another root key than the pinned one of ",
                         Quote(trust.keys().site.origin())),
                  {"ask the school, by telephone, which key is theirs",
                   StrCat("then: certseal-lookup trust remove ",
                          trust.keys().site.origin())});
    }
    if (pinned.keys().version > trust.keys().version) {
      return Fail(StrCat("version ", trust.keys().version, " is older than the pinned ",
                         pinned.keys().version));
    }
    if (pinned.keys().version == trust.keys().version &&
        pinned.keys() != trust.keys()) {
      return Fail(StrCat("this file differs from the pinned one of the same version ",
                         trust.keys().version));
    }
  }
  TRY(MakeDirectories(directory_));
  return WriteFileAtomically(path, trust.bytes());
}

Result<void> PinnedSchools::Update(const TrustFile& from, const TrustFile& to) const {
  if (from.keys().site != to.keys().site) {
    return Fail(StrCat("the file of ", Quote(to.keys().site.origin()),
                       " cannot replace the one of ",
                       Quote(from.keys().site.origin())));
  }
  if (to.keys().version <= from.keys().version) {
    return Fail(StrCat("version ", to.keys().version, " is not newer than ",
                       from.keys().version));
  }
  const fs::path path = PathOf(from.keys().site.origin());
  std::error_code error;
  if (!fs::exists(path, error) && !error) return {};
  ASSIGN_OR_RETURN(const std::string pinned, ReadFile(path, TrustFile::kMaxBytes));
  if (pinned != from.bytes()) return {};
  return WriteFileAtomically(path, to.bytes());
}

Result<void> PinnedSchools::Remove(std::string_view origin) const {
  ASSIGN_OR_RETURN(const SiteAddress site, SiteAddress::FromOrigin(origin));
  const Result<bool> removed = RemoveFileDurably(PathOf(site.origin()));
  if (!removed || !*removed) {
    return Fail(removed ? StrCat("no school is pinned for ", Quote(origin))
                        : removed.error().message,
                {"certseal-lookup trust list shows the pinned schools"});
  }
  return {};
}

}  // namespace certseal
