// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/program.h"

#include "cli/lookup/check_command.h"
#include "cli/lookup/trust_command.h"
#include "verify/outcome.h"

namespace certseal {

int RunLookup(int argc, char** argv) {
  CLI::App app(
      "Examples:\n"
      "  certseal-lookup trust add https://verify.school.example/\n"
      "  certseal-lookup certificate.pdf                  check a certificate\n"
      "  certseal-lookup photo.jpg scan.pdf               by the QR codes in them\n"
      "  certseal-lookup --register DIR 7K3M-9QXT-2A8R-W5DH-N4V2\n"
      "  certseal-lookup --offline --name 'Zoë Ångström' certificate.pdf\n"
      "  certseal-lookup received/ --json > answers.jsonl\n"
      "  certseal-lookup --list codes.txt                 one input on each line\n\n"
      "Checks certificates of schools you accept and answers with one verdict.\n"
      "Exit codes: 0 good; 1 must not be relied on; 2 could not decide; 64 wrong usage.",
      "certseal-lookup");
  app.set_version_flag("--version", CERTSEAL_VERSION);
  Invocation invocation;
  AddCheckCommand(app, invocation);
  AddTrustCommand(app, invocation);
  // What keeps a lookup from being made at all leaves the matter undecided.
  return RunProgram(app, invocation, kExitUndecided, argc, argv);
}

}  // namespace certseal
