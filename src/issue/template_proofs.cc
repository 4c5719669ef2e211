// SPDX-License-Identifier: Apache-2.0
#include "issue/template_proofs.h"

#include "base/strings.h"
#include "page/contact_sheet.h"

namespace certseal {

std::vector<SampleProblem> TrySamples(const Renderer& renderer,
                                      const std::vector<SamplePage>& samples) {
  std::vector<SampleProblem> problems;
  for (const SamplePage& sample : samples) {
    for (FitProblem& problem : renderer.Check(sample.content)) {
      problems.push_back({sample.label, std::move(problem)});
    }
  }
  return problems;
}

Result<std::string> PreviewTemplate(const Renderer& renderer,
                                    const std::vector<SamplePage>& samples) {
  ContactSheet sheet({.width = renderer.width(),
                      .height = renderer.height(),
                      .margin = 0,
                      .gap = 0,
                      .columns = 1,
                      .rows = 1},
                     "");
  for (const SamplePage& sample : samples) {
    if (auto added = renderer.AddTo(sheet, sample.content, ""); !added) {
      return Within(StrCat(renderer.template_name(), ", the ", sample.label, " sample"),
                    added.error());
    }
  }
  return sheet.Save();
}

Result<std::string> CompareTemplates(const std::vector<const Renderer*>& renderers,
                                     const std::vector<SamplePage>& samples) {
  ContactSheet sheet({}, "Templates");
  for (const Renderer* renderer : renderers) {
    for (const SamplePage* sample : {&samples.front(), &samples.back()}) {
      const std::string caption = StrCat(renderer->template_name(), ", ", sample->label);
      if (auto added = renderer->AddTo(sheet, sample->content, caption); !added) {
        return Within(caption, added.error());
      }
    }
  }
  return sheet.Save();
}

Result<std::string> ProofRoster(const RosterPlan& plan, const SchoolProfile& profile) {
  const size_t count = plan.Count(RowFate::kIssue);
  if (count == 0) {
    return Fail("no row of the roster would be issued: there is nothing to proof-read");
  }
  ContactSheet sheet({}, StrCat(count, count == 1 ? " certificate" : " certificates",
                                " to proof-read"));
  for (const PlannedRow& row : plan.rows) {
    if (row.fate != RowFate::kIssue) continue;
    const std::string caption = StrCat("line ", row.line);
    const PageContent page = SamplePageOf(plan.award_of(row), profile);
    if (auto added = row.renderer->AddTo(sheet, page, caption); !added) {
      return Within(caption, added.error());
    }
  }
  return sheet.Save();
}

}  // namespace certseal
