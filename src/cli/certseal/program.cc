// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/program.h"

#include "cli/certseal/commands.h"

namespace certseal {

int RunCertseal(int argc, char** argv) {
  CLI::App app(
      "Examples:\n"
      "  certseal init school --name 'Example School' --url https://verify.school.example/\n"
      "  certseal -C school check roster.csv       what would be issued, and what is wrong\n"
      "  certseal -C school issue roster.csv       issue, and draw the certificates\n"
      "  certseal -C school find ångström          look into the register\n"
      "  certseal -C school correct CODE --set name='Zoë Ångström'\n"
      "  certseal -C school revoke CODE --reason issued-in-error\n"
      "  certseal -C school publish                write the public site\n\n"
      "Issues course certificates that anyone can check.\n"
      "Exit codes: 0 done; 1 an error, named; 64 wrong usage.",
      "certseal");
  app.set_version_flag("--version", CERTSEAL_VERSION);
  GlobalOptions global;
  app.add_option("-C", global.directory, "the school's directory")->type_name("DIR");
  app.require_subcommand(0, 1);
  Invocation invocation;
  AddInitCommand(app, invocation);
  AddCheckCommand(app, global, invocation);
  AddIssueCommand(app, global, invocation);
  AddRenderCommand(app, global, invocation);
  AddCardsCommand(app, global, invocation);
  AddTemplateCommand(app, global, invocation);
  AddListCommand(app, global, invocation);
  AddShowCommand(app, global, invocation);
  AddFindCommand(app, global, invocation);
  AddCorrectCommand(app, global, invocation);
  AddRenewCommand(app, global, invocation);
  AddStatusCommands(app, global, invocation);
  AddHoldCommand(app, global, invocation);
  AddReleaseCommand(app, global, invocation);
  AddEraseCommand(app, global, invocation);
  AddAuditCommand(app, global, invocation);
  AddPublishCommand(app, global, invocation);
  AddRecoverCommand(app, global, invocation);
  AddBackupCommands(app, global, invocation);
  AddRegisterCommand(app, global, invocation);
  AddKeysCommand(app, global, invocation);
  return RunProgram(app, invocation, 1, argc, argv);
}

}  // namespace certseal
