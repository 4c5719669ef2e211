// SPDX-License-Identifier: Apache-2.0
#include "audit/claims.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kBackup =
    "issue nothing more; go on with the newest copy of the school's directory that "
    "passes "
    "certseal audit";
constexpr std::string_view kRepublish =
    "certseal publish to a new, empty directory writes the site anew; compare before "
    "you "
    "throw the old one away";

constexpr AuditClaim kClaims[] = {
    {"school", CheckSchool, "the school's own files are not as they should be",
     "put back school.json, courses.json or keys/school.trust from a copy"},
    {"register", CheckRegister, "the register cannot be relied on", kBackup},
    {"entries", CheckEntries,
     "the log was changed or damaged after it was written: it only ever grows",
     kBackup},
    {"tiles", CheckTiles,
     "the stored hashes are not those of the entries: a disk failed, or somebody "
     "edited "
     "the register",
     kBackup},
    {"trust", CheckTrustFiles, "the school's keys are not those that its log names",
     "put keys/school.trust or register.db back from the newest copy that passes "
     "certseal audit"},
    {"checkpoints", CheckCheckpoints,
     "what the school has signed is not what its log says: employers would see a fork",
     kBackup},
    {"certificates", CheckCertificates,
     "a certificate in the register is not what the school issued and logged", kBackup},
    {"events", CheckEvents,
     "what became of certificates is not what the log says of them", kBackup},
    {"lists", CheckStatusLists, "other verifiers would be told a wrong status",
     kBackup},
    {"templates", CheckTemplates,
     "certificates cannot be drawn again as they were issued; what was issued is not "
     "touched by it",
     "put the file back into templates/issued/ or signatures/issued/ from a copy"},
    {"site", CheckSite, "the site does not show this register",
     "publish to another place, or put the site's own files back from a copy"},
    {"site-tiles", CheckSiteTiles,
     "lookups would not find the log under its checkpoint", kRepublish},
    {"site-keys", CheckSiteKeys, "lookups would be shown other keys than the school's",
     kRepublish},
    {"site-page", CheckSitePage,
     "people would check certificates on another page than the program's", kRepublish},
    {"site-status", CheckSiteStatus, "lookups would be told a wrong status, or none",
     kRepublish},
    {"site-cards", CheckSiteCards,
     "lookups by code would not find a certificate as it is", kRepublish},
    {"site-files", CheckSiteFiles,
     "the site holds something that this school did not write",
     "look at it; where you do not know it, remove it"},
};

}  // namespace

std::span<const AuditClaim> AuditClaims() { return kClaims; }

ClaimEvidence NotLookedAt(const Error& error) {
  return {error.message, {}, true, error.hints};
}

bool IsThere(const std::filesystem::path& path) {
  std::error_code error;
  return std::filesystem::symlink_status(path, error).type() !=
         std::filesystem::file_type::not_found;
}

Result<bool> AddedMeanwhile(AuditContext& context, uint64_t index) {
  if (index < context.size()) return false;
  ASSIGN_OR_RETURN(const uint64_t now, context.database().LogSize());
  if (index < now) return true;
  return Fail(StrCat("the log has no entry ", index));
}

}  // namespace certseal
