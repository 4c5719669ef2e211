// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "cli/certseal/keys_commands.h"
#include "cli/certseal/passphrase.h"
#include "issue/rotate_keys.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  std::vector<std::string> kinds;
  std::string new_root_key;
  KeyChangeOptions keys;
};

constexpr KeyKind kKinds[] = {KeyKind::kIssuer, KeyKind::kLog, KeyKind::kDocument,
                              KeyKind::kRoot};

Result<std::set<KeyKind>> KindsOf(const Options& options) {
  std::set<KeyKind> kinds;
  for (const KeyKind kind : kKinds) {
    for (const std::string& word : options.kinds) {
      if (word == KeyKindText(kind)) kinds.insert(kind);
    }
  }
  if (!options.new_root_key.empty() && !kinds.contains(KeyKind::kRoot)) {
    return Fail("--new-root-key goes with: certseal keys rotate root");
  }
  return kinds;
}

Result<int> RunRotate(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const std::set<KeyKind> kinds, KindsOf(options));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.keys.passphrase_file, PassphraseUse::kOpen));
  KeyAccess access = AccessOf(options.keys, passphrase);
  access.new_root_key = options.new_root_key;
  const TrustKeys former = school.trust.keys();
  ASSIGN_OR_RETURN(const KeyChangeSummary summary,
                   RotateKeys(school, reg, kinds, access));
  PrintKeyChange(summary, former, school, global.directory);
  return 0;
}

}  // namespace

void AddKeysRotate(CLI::App& keys, const GlobalOptions& global,
                   Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = keys.add_subcommand(
      "rotate",
      "Examples:\n"
      "  certseal keys rotate issuer --root-key /media/STICK/root.key\n"
      "  certseal keys rotate log        also where the log key is lost\n"
      "  certseal keys rotate document --ca-key /media/STICK/school-ca.key\n"
      "  certseal keys rotate root --root-key /media/STICK/root.key\n\n"
      "Put a new key in the place of one. What the former one signed keeps counting. "
      "Several\nkinds at once make one new trust file.");
  command->add_option("KIND", options->kinds, "which keys")
      ->required()
      ->check(OneOf({"issuer", "log", "document", "root"}));
  AddKeyChangeOptions(*command, options->keys, true);
  command
      ->add_option("--new-root-key", options->new_root_key,
                   "where to write a new root key (default: a new name in keys/)")
      ->type_name("FILE");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunRotate(*options, global); };
  });
}

}  // namespace certseal
