// SPDX-License-Identifier: Apache-2.0
#include "faults/invariants.h"

#include <algorithm>

#include "audit/audit.h"
#include "base/strings.h"
#include "ledger/register_tree.h"

namespace certseal::faults {
namespace {

Result<std::optional<SignedCheckpoint>> PublishedBy(SampleSchool& school) {
  const Result<std::string> bytes =
      ReadFile(school.site() / "checkpoint", SignedCheckpoint::kMaxBytes);
  if (!bytes) return std::optional<SignedCheckpoint>();
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, SignedCheckpoint::Parse(*bytes));
  return std::optional(std::move(checkpoint));
}

Result<void> DemandAudit(SampleSchool& school, std::string_view when) {
  const AuditReport report = Audit({.school = school.directory(), .threads = 1});
  if (report.holds()) return {};
  return Fail(StrCat("audit ", when, ": ", report.outcomes.back().claim, ": ",
                     report.outcomes.back().statement));
}

bool Has(const std::vector<ListedCertificate>& all, const CertificateCode& code) {
  return std::ranges::any_of(
      all, [&](const ListedCertificate& each) { return each.facts.code == code; });
}

Result<void> DemandNothingLost(SampleSchool& school, const Before& before,
                               const std::vector<std::string>& reported) {
  ASSIGN_OR_RETURN(const auto now, school.All());
  for (const ListedCertificate& each : before.certificates) {
    if (!Has(now, each.facts.code)) {
      return Fail(StrCat(each.facts.code.Printed(), " was issued before, and is lost"));
    }
  }
  for (const std::string& text : reported) {
    ASSIGN_OR_RETURN(const CertificateCode code, CertificateCode::ParseCompact(text));
    if (!Has(now, code))
      return Fail(StrCat(text, " was reported as issued, and is lost"));
  }
  return {};
}

Result<void> DemandExtends(SampleSchool& school,
                           const std::optional<SignedCheckpoint>& former) {
  ASSIGN_OR_RETURN(const auto now, PublishedBy(school));
  if (!now) return Fail("nothing was published");
  if (!former) return {};
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.database()));
  TreeReader tree(TilesOf(reg), now->tree().size);
  ASSIGN_OR_RETURN(const TreeHead prefix, tree.HeadAt(former->tree().size));
  ASSIGN_OR_RETURN(const TreeHead head, tree.Head());
  if (prefix == former->tree() && head == now->tree()) return {};
  return Fail("what was published is no prefix of what is published now");
}

Result<void> Named(std::string_view step, const Result<void>& result) {
  if (result) return {};
  return Within(step, result.error());
}

}  // namespace

Result<Before> Before::Of(SampleSchool& school) {
  ASSIGN_OR_RETURN(auto certificates, school.All());
  ASSIGN_OR_RETURN(auto published, PublishedBy(school));
  return Before{std::move(certificates), std::move(published)};
}

Result<void> CheckAfterFault(SampleSchool& school, const Operation& operation,
                             const Before& before,
                             const std::vector<std::string>& reported) {
  TRY(DemandAudit(school, "after the fault"));
  TRY(Named("opening", DemandNothingLost(school, before, reported)));
  ASSIGN_OR_RETURN(const auto shown, PublishedBy(school));
  school.Later(300);
  TRY(Named("running it again", Done(operation.run(school))));
  TRY(Named("running it again", operation.check_done(school)));
  TRY(Named("running it again", DemandNothingLost(school, before, reported)));
  TRY(DemandAudit(school, "after running it again"));
  school.Later(300);
  TRY(Named("publishing", school.Publish()));
  TRY(DemandExtends(school, before.published));
  TRY(DemandExtends(school, shown));
  return DemandAudit(school, "after publishing");
}

}  // namespace certseal::faults
