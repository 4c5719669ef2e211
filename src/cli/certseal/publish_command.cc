// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/certseal/commands.h"
#include "cli/common/progress.h"
#include "publish/site.h"

namespace certseal {
namespace {

struct Options {
  std::string to;
};

Result<int> RunPublish(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.paths.database()));
  const std::filesystem::path site =
      options.to.empty() ? school.paths.site() : std::filesystem::path(options.to);
  PublishSummary summary;
  {
    ProgressBar bar("Publishing");
    ASSIGN_OR_RETURN(summary, PublishSite(school, reg, site, SystemNow(), SystemRandom,
                                          std::ref(bar)));
  }
  std::cout << "Published to " << site.string() << ": " << summary.new_cards
            << " new cards, " << summary.present_cards << " there already.\n"
            << "Next: copy the directory to " << school.profile.site.url()
            << "; whoever has a copy looks up with\n  certseal-lookup --register "
            << site.string() << " CODE\n";
  return 0;
}

}  // namespace

void AddPublishCommand(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "publish",
      "Examples:\n"
      "  certseal publish                    into the school's site/\n"
      "  certseal publish --to /mnt/usb/site\n\n"
      "Write the public register as static files. It holds no name and no code.");
  command->add_option("--to", options->to, "write to this directory")->type_name("DIR");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunPublish(*options, global); };
  });
}

}  // namespace certseal
