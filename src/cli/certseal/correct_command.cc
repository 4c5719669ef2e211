// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/certseal/commands.h"
#include "cli/certseal/successor_command.h"

namespace certseal {
namespace {

struct Options {
  SuccessorArguments successor;
  bool reissue = false;
};

Result<int> RunCorrect(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(FieldValues set,
                   ReadFieldValues(options.successor.set, CorrectableFields()));
  const bool reissue = options.reissue;
  return RunSuccessor(
      options.successor, std::move(set), global,
      [reissue](const CertificateCode& code, const SuccessorOptions& with,
                const School& school, Register& reg, TemplateStore& store) {
        return PlanCorrection(code, with, reissue, school, reg, store);
      });
}

}  // namespace

void AddCorrectCommand(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "correct",
      "Examples:\n"
      "  certseal correct 7K3M-9QXT-2A8R-W5DH-N4V2 --set name='Zoë Ångström'\n"
      "  certseal correct 7K3M-9QXT-2A8R-W5DH-N4V2 --set hands-on=8 --set "
      "role=observer\n"
      "  certseal correct 7K3M-9QXT-2A8R-W5DH-N4V2 --reissue\n\n"
      "Issue a corrected certificate in place of an earlier one. What was issued "
      "never\n"
      "changes: the successor has a code of its own, and whoever checks the former is "
      "sent\n"
      "to it. Fields: name, credentials, email, licence, licence-state, profession,\n"
      "completed, started, didactic, hands-on, credits, role, location, instructor,\n"
      "template, language. The differences are shown first. The course stays as it was\n"
      "issued.");
  AddSuccessorArguments(*command, options->successor);
  command->add_flag("--reissue", options->reissue, "issue it even if it says the same");
  command->callback([=, &global, &invocation] {
    if (options->successor.set.empty() && !options->reissue) {
      throw CLI::RequiredError("--set FIELD=VALUE or --reissue");
    }
    invocation.run = [=, &global] { return RunCorrect(*options, global); };
  });
}

}  // namespace certseal
