// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/common/progress.h"
#include "issue/render.h"

namespace certseal {
namespace {

struct Options {
  std::vector<std::string> codes;
};

Result<RenderSummary> Render(const Options& options, const School& school, Register& reg,
                             TemplateStore& store) {
  ProgressBar bar("Drawing");
  if (options.codes.empty()) {
    return RenderMissing(school, reg, store, SystemNow(), std::ref(bar));
  }
  std::vector<CertificateCode> codes;
  for (const std::string& text : options.codes) {
    ASSIGN_OR_RETURN(CertificateCode code, CertificateCode::Parse(text));
    codes.push_back(std::move(code));
  }
  return RenderCodes(codes, school, reg, store, std::ref(bar));
}

Result<int> RunRender(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.paths.database()));
  TemplateStore store(school.paths, ShippedTemplateDirectories());
  ASSIGN_OR_RETURN(const RenderSummary summary, Render(options, school, reg, store));
  std::cout << summary.drawn << " drawn";
  if (options.codes.empty()) std::cout << ", " << summary.present << " there already";
  std::cout << ", in " << school.paths.certificates().string() << "\n";
  return 0;
}

}  // namespace

void AddRenderCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "render",
      "Examples:\n"
      "  certseal render                             draw every certificate that is missing\n"
      "  certseal render 7K3M-9QXT-2A8R-W5DH-N4V2    draw this one again\n\n"
      "Draw certificates from what the register holds; it issues nothing.");
  command->add_option("CODE", options->codes, "draw these, whether missing or not");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunRender(*options, global); };
  });
}

}  // namespace certseal
