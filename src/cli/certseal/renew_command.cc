// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/certseal/commands.h"
#include "cli/certseal/successor_command.h"

namespace certseal {
namespace {

struct Options {
  SuccessorArguments successor;
  std::string completed;
  bool replace = false;
};

Result<int> RunRenew(const Options& options, const GlobalOptions& global) {
  std::vector<Field> fields = CorrectableFields();
  std::erase(fields, Field::kCompleted);
  ASSIGN_OR_RETURN(FieldValues set, ReadFieldValues(options.successor.set, fields));
  set[Field::kCompleted] = options.completed;
  const bool replace = options.replace;
  return RunSuccessor(
      options.successor, std::move(set), global,
      [replace](const CertificateCode& code, const SuccessorOptions& with,
                const School& school, Register& reg, TemplateStore& store) {
        return PlanRenewal(code, with, replace, school, reg, store);
      });
}

}  // namespace

void AddRenewCommand(CLI::App& app, const GlobalOptions& global,
                     Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "renew",
      "Examples:\n"
      "  certseal renew 7K3M-9QXT-2A8R-W5DH-N4V2 --completed 2028-03-02\n"
      "  certseal renew 7K3M-9QXT-2A8R-W5DH-N4V2 --completed 2028-03-02 --set "
      "hands-on=4\n\n"
      "Issue a certificate anew after a refresher. Same person, new dates; the course "
      "and\n"
      "its expiry are as courses.json has them today. Hours are the course's and the "
      "place\n"
      "is the school's unless --set says otherwise. The former certificate goes on "
      "proving\n"
      "its own date until it expires.");
  AddSuccessorArguments(*command, options->successor);
  command
      ->add_option("--completed", options->completed,
                   "when the refresher was completed")
      ->type_name("DATE")
      ->required();
  command->add_flag("--replace", options->replace, "mark the former one as replaced");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunRenew(*options, global); };
  });
}

}  // namespace certseal
