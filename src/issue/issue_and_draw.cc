// SPDX-License-Identifier: Apache-2.0
#include "issue/issue_and_draw.h"

#include <set>
#include <utility>

#include "issue/render.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

Result<void> KeepTemplates(const RosterPlan& plan, TemplateStore& store) {
  std::set<const Renderer*> renderers;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == RowFate::kIssue) renderers.insert(row.renderer);
  }
  for (const Renderer* renderer : renderers) TRY(store.Keep(*renderer));
  return {};
}

}  // namespace

Result<std::vector<CertificateCode>> UndrawnOf(const RosterPlan& plan, const School& school,
                                               Register& reg) {
  std::vector<CertificateCode> issued;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == RowFate::kAlreadyIssued) issued.push_back(*row.existing);
  }
  ASSIGN_OR_RETURN(MissingFiles missing, FindMissingOf(issued, school, reg));
  return std::move(missing.codes);
}

Result<IssueAndDrawOutcome> IssueAndDraw(const RosterPlan& plan,
                                         std::vector<CertificateCode> undrawn,
                                         const School& school, const LedgerKeys& keys,
                                         const CertificateSigner& signer, Register& reg,
                                         TemplateStore& store,
                                         const IssueAndDrawOptions& options) {
  IssueAndDrawOutcome outcome{.issued = {}, .to_issue = plan.Count(RowFate::kIssue)};
  if (outcome.to_issue > 0) {
    TRY(KeepTemplates(plan, store));
    ASSIGN_OR_RETURN(const LedgerContext ledger, MakeLedgerContext(school, reg, keys));
    ASSIGN_OR_RETURN(
        outcome.issued,
        IssuePlanned(plan, school, keys.issuer, ledger,
                     {.source = options.source,
                      .source_sha256 = options.source_sha256,
                      .work = options.issuing}));
  }
  std::vector<CertificateCode> codes = std::move(undrawn);
  for (const IssuedCertificate& each : outcome.issued) codes.push_back(each.code);
  outcome.to_draw = codes.size();
  const auto drawn = RenderCodes(codes, school, reg, store, signer, options.drawing);
  if (drawn) outcome.drawn = *drawn;
  else outcome.drawing_failure = drawn.error();
  return outcome;
}

}  // namespace certseal
