// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/keys_commands.h"

namespace certseal {

void AddKeysCommand(CLI::App& app, const GlobalOptions& global,
                    Invocation& invocation) {
  CLI::App* keys = app.add_subcommand(
      "keys",
      "Examples:\n"
      "  certseal keys list\n"
      "  certseal keys rotate issuer --root-key /media/STICK/root.key\n"
      "  certseal keys close issuer key-2026-01 --at 1207\n\n"
      "Show and change the school's keys. Every change makes a new trust file, signed by "
      "the\nroot key, and stands in the log.");
  keys->require_subcommand(1);
  AddKeysList(*keys, global, invocation);
  AddKeysRotate(*keys, global, invocation);
  AddKeysClose(*keys, global, invocation);
  AddKeysImport(*keys, global, invocation);
  AddKeysWitnesses(*keys, global, invocation);
}

}  // namespace certseal
