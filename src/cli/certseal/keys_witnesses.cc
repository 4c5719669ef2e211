// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/keys_commands.h"
#include "cli/certseal/passphrase.h"
#include "issue/rotate_keys.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  std::vector<std::string> witnesses;
  uint64_t quorum = 0;
  KeyChangeOptions keys;
};

Result<std::vector<WitnessKey>> WitnessesOf(const Options& options) {
  std::vector<WitnessKey> witnesses;
  for (const std::string& text : options.witnesses) {
    Result<WitnessKey> witness = WitnessKey::Parse(text);
    if (!witness) {
      Error error = witness.error();
      error.hints.push_back("a witness publishes its key as name+8 digits+base64");
      return Within(StrCat("--set ", Quote(text)), std::move(error));
    }
    witnesses.push_back(std::move(*witness));
  }
  return witnesses;
}

Result<int> RunWitnesses(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const std::vector<WitnessKey> witnesses, WitnessesOf(options));
  TRY(CheckWitnesses(witnesses, options.quorum));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.keys.passphrase_file, PassphraseUse::kOpen));
  const TrustKeys former = school.trust.keys();
  ASSIGN_OR_RETURN(const KeyChangeSummary summary,
                   SetWitnesses(school, reg, witnesses, options.quorum,
                                AccessOf(options.keys, passphrase)));
  if (options.quorum > 0) {
    std::cout
        << "From the next publication on, employers' lookups demand " << options.quorum
        << " of " << witnesses.size()
        << " witnesses:\n  certseal publish --witness-request FILE, and --help for "
           "the rest\n";
  }
  PrintKeyChange(summary, former, school, global.directory);
  return 0;
}

}  // namespace

void AddKeysWitnesses(CLI::App& keys, const GlobalOptions& global,
                      Invocation& invocation) {
  auto options = std::make_shared<Options>();
  auto none = std::make_shared<bool>(false);
  CLI::App* command = keys.add_subcommand(
      "witnesses",
      "Examples:\n"
      "  certseal keys witnesses --set witness.example+2fa1c3d4+BA... --quorum 1\n"
      "  certseal keys witnesses --none\n\n"
      "Name the witnesses of the register. Those named replace all that were named\n"
      "before; as many as the quorum says must have signed what employers are shown.");
  CLI::Option* set =
      command->add_option("--set", options->witnesses, "the witnesses' verifier keys")
          ->type_name("VKEY");
  CLI::Option* quorum =
      command->add_option("--quorum", options->quorum, "how many of them")
          ->type_name("N")
          ->needs(set);
  set->needs(quorum);
  command->add_flag("--none", *none, "no witnesses")->excludes(set)->excludes(quorum);
  AddKeyChangeOptions(*command, options->keys, false);
  command->callback([=, &global, &invocation] {
    if (!*none && options->witnesses.empty()) {
      throw CLI::ValidationError("--set VKEY... --quorum N, or --none, is required");
    }
    invocation.run = [=, &global] { return RunWitnesses(*options, global); };
  });
}

}  // namespace certseal
