// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/certseal/commands.h"
#include "cli/certseal/roster_input.h"
#include "cli/certseal/roster_report.h"
#include "issue/template_store.h"

namespace certseal {
namespace {

struct Options {
  RosterArguments roster;
  bool json = false;
};

Result<int> RunCheck(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.paths.database()));
  ASSIGN_OR_RETURN(const LoadedRoster loaded, LoadRoster(options.roster, school));
  TemplateStore store(school.paths, ShippedTemplateDirectories());
  ASSIGN_OR_RETURN(const RosterPlan plan,
                   PlanRoster(loaded.roster, loaded.selection, school, reg, store));
  if (options.json) {
    std::cout << RosterReportJson(loaded.roster, plan) << "\n";
  } else {
    std::cout << RosterReportText(options.roster.file, loaded.roster, plan);
  }
  return BlocksIssuing(loaded.roster, plan) ? 1 : 0;
}

}  // namespace

void AddCheckCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "check",
      "Examples:\n"
      "  certseal check roster.csv\n"
      "  certseal check roster.csv --course BDF-201 --dates mdy\n"
      "  certseal check roster.csv --map licence='Reg. no.'\n\n"
      "Show what `issue` would make of a roster, what was repaired and what is wrong.\n"
      "Nothing is changed. Exit code 1: it has errors.");
  AddRosterArguments(*command, options->roster);
  command->add_flag("--json", options->json, "one JSON object");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunCheck(*options, global); };
  });
}

}  // namespace certseal
