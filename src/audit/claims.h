// SPDX-License-Identifier: Apache-2.0
//
// The claims of an audit. For the .cc files of audit only.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/audit_context.h"
#include "base/result.h"

namespace certseal {

// ClaimEvidence is what holds. Where there is nothing to look at (a school that has
// published nothing) the statement is empty.
struct ClaimEvidence {
  std::string statement;
  std::vector<std::string> notes = {};
  bool unknown = false;  // the statement says why it could not be looked at
  std::vector<std::string> hints = {};  // what to do then
};

// NotLookedAt is a claim that could not be looked at, for this reason.
ClaimEvidence NotLookedAt(const Error& error);

// AuditClaim is one claim. Its check relies on those before it, which hold. An Error
// says what is false, and where; files and rows that cannot be read are false too.
struct AuditClaim {
  std::string_view name;
  Result<ClaimEvidence> (*check)(AuditContext&);
  std::string_view meaning;  // of its being false
  std::string_view remedy;
};

// AuditClaims are all, in the order in which they are checked.
std::span<const AuditClaim> AuditClaims();

// IsThere is false only for a path where surely nothing is.
bool IsThere(const std::filesystem::path& path);

// AddedMeanwhile tells whether a log index of a row is one that another program has
// added since the audit began; false: it belongs to the audited log. Fails for one that
// the log does not have.
Result<bool> AddedMeanwhile(AuditContext& context, uint64_t index);

// The register (register_claims.cc, log_claims.cc).
Result<ClaimEvidence> CheckSchool(AuditContext& context);
Result<ClaimEvidence> CheckRegister(AuditContext& context);
Result<ClaimEvidence> CheckEntries(AuditContext& context);
Result<ClaimEvidence> CheckTiles(AuditContext& context);
Result<ClaimEvidence> CheckTrustFiles(AuditContext& context);
Result<ClaimEvidence> CheckCheckpoints(AuditContext& context);
// The certificates (certificate_claims.cc, event_claims.cc,
// list_claims.cc, template_claims.cc).
Result<ClaimEvidence> CheckCertificates(AuditContext& context);
Result<ClaimEvidence> CheckEvents(AuditContext& context);
Result<ClaimEvidence> CheckStatusLists(AuditContext& context);
Result<ClaimEvidence> CheckTemplates(AuditContext& context);
// IsCompletePage tells whether a directory of the site, as "page/<version>", has just
// the files that its name says (publish/page_files.h).
Result<bool> IsCompletePage(const std::filesystem::path& site,
                            const std::string& directory);

// The site (site_claims.cc, site_page.cc, site_status.cc, site_cards.cc,
// site_files.cc).
Result<ClaimEvidence> CheckSite(AuditContext& context);
Result<ClaimEvidence> CheckSiteTiles(AuditContext& context);
Result<ClaimEvidence> CheckSiteKeys(AuditContext& context);
Result<ClaimEvidence> CheckSitePage(AuditContext& context);
Result<ClaimEvidence> CheckSiteStatus(AuditContext& context);
Result<ClaimEvidence> CheckSiteCards(AuditContext& context);
Result<ClaimEvidence> CheckSiteFiles(AuditContext& context);

}  // namespace certseal
