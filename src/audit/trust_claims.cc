// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "audit/claims.h"
#include "audit/wording.h"
#include "base/file.h"
#include "base/strings.h"

namespace certseal {
namespace {

// The file beside the register is the newest one of the log. A change of keys that was
// interrupted leaves it one version behind, and an older program one ahead: the next
// command mends both.
Result<std::vector<std::string>> CompareWithLog(const TrustFile& held,
                                                const TrustHistory& history) {
  const uint64_t version = held.keys().version;
  const uint64_t newest = history.newest().keys().version;
  if (held.bytes() == history.newest().bytes()) return std::vector<std::string>();
  for (const TrustHistory::Version& each : history.versions()) {
    if (each.file.bytes() != held.bytes()) continue;
    return std::vector{
        StrCat("keys/school.trust is still version ", version,
               ": a change of keys was interrupted after it was logged; the "
               "next command that changes something writes version ",
               newest)};
  }
  if (version > newest && history.newest().CheckSuccessor(held)) {
    return std::vector{
        StrCat("keys/school.trust is version ", version,
               ", which the log does not name yet; the next change will")};
  }
  return Fail(StrCat("keys/school.trust, version ", version,
                     ", is not the one of the log, whose newest is ", newest));
}

// Former versions stay in keys/ for people; where they are there, they are the log's.
Result<void> CompareFormer(const SchoolPaths& paths, const TrustHistory& history) {
  for (const TrustHistory::Version& each : history.versions()) {
    const std::string name = StrCat("school-", each.file.keys().version, ".trust");
    if (!IsThere(paths.keys() / name)) continue;
    ASSIGN_OR_RETURN(const std::string bytes,
                     ReadFile(paths.keys() / name, TrustFile::kMaxBytes));
    if (bytes != each.file.bytes()) {
      return Fail(StrCat("keys/", name, " is not the one of the log"));
    }
  }
  return {};
}

}  // namespace

Result<ClaimEvidence> CheckTrustFiles(AuditContext& context) {
  ASSIGN_OR_RETURN(context.trust,
                   TrustHistory::Make(context.log, context.snapshot.trust_files));
  if (context.size() == 0) return ClaimEvidence{};
  if (context.trust.versions().empty()) return Fail("the log names no trust file");
  const School& school = *context.school;
  if (context.trust.newest().keys().site != school.profile.site) {
    return Fail(StrCat("the log's trust file is of ",
                       context.trust.newest().keys().site.url(), ", the school is ",
                       school.profile.site.url()));
  }
  ASSIGN_OR_RETURN(std::vector<std::string> notes,
                   CompareWithLog(school.trust, context.trust));
  TRY(CompareFormer(school.paths, context.trust));
  const uint64_t count = context.trust.versions().size();
  std::string statement =
      StrCat("the log names ", Counted(count, "trust file", "trust files"));
  if (count > 1) statement += ", each the valid successor of the one before";
  if (notes.empty()) statement += "; keys/school.trust is the newest";
  return ClaimEvidence{std::move(statement), std::move(notes)};
}

}  // namespace certseal
