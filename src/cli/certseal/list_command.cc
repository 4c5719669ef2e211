// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include "cli/certseal/commands.h"
#include "cli/certseal/listing.h"

namespace certseal {

void AddListCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<ListingOptions>();
  auto held = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand(
      "list",
      "Examples:\n"
      "  certseal list --course BDF-201 --from 2026-01-01\n"
      "  certseal list --status expired --csv > expired.csv\n"
      "  certseal list --held\n\n"
      "List certificates by completion date and name.");
  AddListingOptions(*command, *options);
  CLI::Option* flag = command->add_flag(
      "--held", *held, "what is on hold, with the notes; the longest first");
  for (const char* other : {"--course", "--from", "--to", "--status", "--limit"}) {
    flag->excludes(command->get_option(other));
  }
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] {
      return *held ? PrintHeld(*options, global) : PrintListing(*options, global);
    };
  });
}

void AddFindCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<ListingOptions>();
  CLI::App* command = app.add_subcommand(
      "find",
      "Examples:\n"
      "  certseal find angstrom\n"
      "  certseal find mj@example.org\n"
      "  certseal find 7K3M-9QXT\n\n"
      "Find certificates by name, e-mail, licence number or code; case, accents and\n"
      "hyphens do not matter.");
  command->add_option("TEXT", options->text, "words that must all occur")->required();
  AddListingOptions(*command, *options);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return PrintListing(*options, global); };
  });
}

}  // namespace certseal
