// SPDX-License-Identifier: Apache-2.0
//
// Trying templates before anything is issued with them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "issue/roster_plan.h"
#include "issue/sample_pages.h"
#include "page/renderer.h"

namespace certseal {

// SampleProblem is why a sample cannot be drawn with a template.
struct SampleProblem {
  std::string sample;  // its label
  FitProblem problem;
};
std::vector<SampleProblem> TrySamples(const Renderer& renderer,
                                      const std::vector<SamplePage>& samples);

// PreviewTemplate is a PDF with one page for each sample, in full size. Fails where a
// sample cannot be drawn.
Result<std::string> PreviewTemplate(const Renderer& renderer,
                                    const std::vector<SamplePage>& samples);

// CompareTemplates is a PDF of contact sheets: the longest and the shortest sample of each
// template, side by side.
Result<std::string> CompareTemplates(const std::vector<const Renderer*>& renderers,
                                     const std::vector<SamplePage>& samples);

// ProofRoster is a PDF of contact sheets: each certificate that would be issued, with its
// line in the roster. Codes and QR codes are samples. Fails where there is none.
Result<std::string> ProofRoster(const RosterPlan& plan, const SchoolProfile& profile);

}  // namespace certseal
