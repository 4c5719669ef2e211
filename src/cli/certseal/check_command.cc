// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/roster_input.h"
#include "cli/certseal/roster_report.h"
#include "cli/common/terminal.h"
#include "issue/template_proofs.h"
#include "issue/template_store.h"

namespace certseal {
namespace {

struct Options {
  RosterArguments roster;
  bool json = false;
  std::string contact_sheet;
};

// A roster with errors has no proofs yet: they would show half a class.
Result<void> WriteContactSheet(const Options& options, const LoadedRoster& loaded,
                               const RosterPlan& plan, const School& school) {
  if (options.contact_sheet.empty()) return {};
  if (BlocksIssuing(loaded.roster, plan)) {
    PrintNote("certseal", "no contact sheet was written: correct the errors first");
    return {};
  }
  ASSIGN_OR_RETURN(const std::string pdf, ProofRoster(plan, school.profile));
  TRY(WriteFileAtomically(options.contact_sheet, pdf));
  PrintNote("certseal", StrCat("to proof-read: ", options.contact_sheet));
  return {};
}

Result<int> RunCheck(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  ASSIGN_OR_RETURN(const LoadedRoster loaded, LoadRoster(options.roster, school));
  TemplateStore store(school, ShippedTemplateDirectories());
  ASSIGN_OR_RETURN(const RosterPlan plan,
                   PlanRoster(loaded.roster, loaded.selection, school, reg, store,
                              options.roster.jobs));
  if (options.json) {
    std::cout << RosterReportJson(loaded.roster, plan) << "\n";
  } else {
    std::cout << RosterReportText(options.roster.file, loaded.roster, plan);
  }
  TRY(WriteContactSheet(options, loaded, plan, school));
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
      "  certseal check roster.csv --map licence='Reg. no.'\n"
      "  certseal check roster.csv --contact-sheet proof.pdf\n\n"
      "Show what `issue` would make of a roster, what was repaired and what is wrong.\n"
      "Nothing is changed. Exit code 1: it has errors.");
  AddRosterArguments(*command, options->roster);
  command->add_option("--contact-sheet", options->contact_sheet,
                      "every certificate small, to proof-read")
      ->type_name("FILE.pdf");
  command->add_flag("--json", options->json, "one JSON object");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunCheck(*options, global); };
  });
}

}  // namespace certseal
