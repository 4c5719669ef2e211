// SPDX-License-Identifier: Apache-2.0
#include "issue/school_register.h"

#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "issue/restored.h"
#include "ledger/stored_log.h"
#include "site/https_site.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

fs::path FormerTrust(const SchoolPaths& paths, uint64_t version) {
  return paths.keys() / StrCat("school-", version, ".trust");
}

Result<TrustFile> ReadTrust(const fs::path& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, TrustFile::kMaxBytes));
  Result<TrustFile> trust = TrustFile::Parse(bytes);
  if (!trust) return Within(path.string(), trust.error());
  return trust;
}

// Those that the log does not know yet; at least the newest one.
Result<std::vector<TrustFile>> UnloggedTrust(const School& school, Register& reg) {
  ASSIGN_OR_RETURN(const auto logged, reg.TrustFiles());
  const uint64_t known = logged.empty() ? 0 : logged.back().first;
  std::vector<TrustFile> files;
  for (uint64_t version = known + 1; version < school.trust.keys().version; ++version) {
    ASSIGN_OR_RETURN(TrustFile former, ReadTrust(FormerTrust(school.paths, version)));
    files.push_back(std::move(former));
  }
  files.push_back(school.trust);
  return files;
}

using Places = std::vector<std::unique_ptr<SiteSource>>;

Result<void> AddDirectory(const fs::path& directory, Places& places) {
  std::error_code error;
  // Only one that is surely not there was never published to.
  if (fs::status(directory, error).type() == fs::file_type::not_found) return {};
  ASSIGN_OR_RETURN(SiteDirectory site, SiteDirectory::Open(directory));
  places.push_back(std::make_unique<SiteDirectory>(std::move(site)));
  return {};
}

Result<Places> PlacesOf(const School& school, const std::vector<fs::path>& also) {
  Places places;
  TRY(AddDirectory(school.paths.site(), places));
  for (const fs::path& directory : also) TRY(AddDirectory(directory, places));
  if (school.profile.check_online) {
    places.push_back(std::make_unique<HttpsSite>(school.profile.site));
  }
  return places;
}

}  // namespace

Result<Register> OpenRegister(School& school) {
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  TRY(FollowLoggedTrust(school, reg));
  return reg;
}

Result<void> FollowLoggedTrust(School& school, Register& reg) {
  ASSIGN_OR_RETURN(const std::vector<TrustFile> logged, LoggedTrust(reg));
  for (const TrustFile& next : logged) {
    if (next.keys().version <= school.trust.keys().version) continue;
    if (auto follows = school.trust.CheckSuccessor(next); !follows) {
      return Within(StrCat("the register's version ", next.keys().version,
                           " of the trust file"),
                    follows.error());
    }
    TRY(KeepTrustFile(school.paths, school.trust, next));
    school.trust = next;
  }
  return {};
}

Result<void> KeepTrustFile(const SchoolPaths& paths, const TrustFile& former,
                           const TrustFile& next) {
  TRY(WriteFileAtomically(FormerTrust(paths, former.keys().version), former.bytes()));
  return WriteFileAtomically(paths.trust(), next.bytes());
}

Result<LedgerContext> MakeLedgerContext(const School& school, Register& reg,
                                        const LedgerKeys& keys, const Clock& clock,
                                        const std::vector<fs::path>& also) {
  TRY(DemandCompared(school));
  ASSIGN_OR_RETURN(std::vector<TrustFile> trust_files, UnloggedTrust(school, reg));
  ASSIGN_OR_RETURN(const Places places, PlacesOf(school, also));
  std::vector<const SiteSource*> sources;
  for (const auto& place : places) sources.push_back(place.get());
  ASSIGN_OR_RETURN(std::vector<PublishedCheckpoint> published,
                   ReadPublished(sources, school.trust));
  return LedgerContext{reg, std::move(trust_files), keys.Signers(), std::move(published),
                       clock};
}

}  // namespace certseal
