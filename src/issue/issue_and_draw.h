// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "issue/certificate_signer.h"
#include "issue/issue_roster.h"
#include "issue/roster_plan.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "issue/work_options.h"
#include "register/register.h"

namespace certseal {

// UndrawnOf gives what an earlier run of the same roster has issued and left undrawn.
Result<std::vector<CertificateCode>> UndrawnOf(const RosterPlan& plan, const School& school,
                                               Register& reg);

struct IssueAndDrawOptions {
  std::string source;  // the roster's file name, for the register
  Sha256Digest source_sha256;
  WorkOptions issuing = {};
  WorkOptions drawing = {};
};

// IssueAndDrawOutcome is what was done, and whether it is all: what was issued stays
// issued though it could not be drawn.
struct IssueAndDrawOutcome {
  std::vector<IssuedCertificate> issued;
  size_t to_issue = 0;  // all that the plan wants
  size_t drawn = 0;
  size_t to_draw = 0;  // of what is issued: also before this run
  std::optional<Error> drawing_failure = {};

  // A stop was asked for, and left something to do.
  bool stopped() const {
    return !drawing_failure && (issued.size() < to_issue || drawn < to_draw);
  }
};

// IssueAndDraw keeps the templates, so that what is issued can always be drawn, issues
// what the plan wants (issue_roster.h), and draws it together with the `undrawn`
// (render.h). An Error means that nothing was issued by this call, or that what was
// issued before the error is complete but not drawn; the same roster again goes on.
Result<IssueAndDrawOutcome> IssueAndDraw(const RosterPlan& plan,
                                         std::vector<CertificateCode> undrawn,
                                         const School& school, const LedgerKeys& keys,
                                         const CertificateSigner& signer, Register& reg,
                                         TemplateStore& store,
                                         const IssueAndDrawOptions& options);

}  // namespace certseal
