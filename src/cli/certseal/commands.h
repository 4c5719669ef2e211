// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "cli/common/command.h"

namespace certseal {

// GlobalOptions stand before the command.
struct GlobalOptions {
  std::string directory = ".";  // -C: the school's
};

// Each declares its command in a file of its own, <name>_command.cc.
void AddInitCommand(CLI::App& app, Invocation& invocation);
void AddCheckCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddIssueCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddRenderCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddCardsCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddTemplateCommand(CLI::App& app, const GlobalOptions& global,
                        Invocation& invocation);  // template list, check, preview
void AddListCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddFindCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddShowCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddStatusCommands(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation);  // revoke, suspend, reinstate
void AddHoldCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddReleaseCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddCorrectCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddRenewCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddEraseCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddAuditCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddPublishCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddRecoverCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);
void AddBackupCommands(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation);  // backup, restore
void AddRegisterCommand(CLI::App& app, const GlobalOptions& global,
                        Invocation& invocation);  // register migrate
void AddKeysCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation);

}  // namespace certseal
