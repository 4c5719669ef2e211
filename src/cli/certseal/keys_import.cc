// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/keys_commands.h"
#include "cli/certseal/passphrase.h"
#include "issue/import_document.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  std::string pkcs12;
  std::string pkcs12_passphrase_file;
  KeyChangeOptions keys;
};

void PrintImport(const ImportSummary& summary) {
  std::cout << "Imported the document key " << summary.key_file.stem().string()
            << ":\n";
  for (const X509Certificate& each : summary.chain) {
    std::cout << "  " << EscapeControls(each.CommonName()) << ", until "
              << each.not_after().date().Iso() << "\n";
  }
  if (!summary.chain.back().IsIssuedBy(summary.chain.back())) {
    std::cout << "The chain ends before its root: PDF readers must have the rest.\n";
  }
  std::cout << "Certificates drawn from now on are signed with it; those signed before "
               "stay good.\n";
}

Result<int> RunImport(const Options& options, const GlobalOptions& global) {
  if (options.keys.passphrase_file == "-" && options.pkcs12_passphrase_file == "-") {
    return Fail("both passphrases cannot come from standard input");
  }
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(std::string pkcs12, ReadFile(options.pkcs12, kMaxPkcs12));
  ASSIGN_OR_RETURN(const Secret pkcs12_passphrase,
                   ReadPassphrase(options.pkcs12_passphrase_file, PassphraseUse::kOpen,
                                  {Quote(options.pkcs12), "--p12-passphrase-file"}));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.keys.passphrase_file, PassphraseUse::kOpen));
  const TrustKeys former = school.trust.keys();
  ASSIGN_OR_RETURN(const ImportSummary summary,
                   ImportDocument(school, reg,
                                  {options.pkcs12, std::move(pkcs12), pkcs12_passphrase,
                                   AccessOf(options.keys, passphrase)}));
  PrintImport(summary);
  if (summary.change) PrintKeyChange(*summary.change, former, school, global.directory);
  return 0;
}

}  // namespace

void AddKeysImport(CLI::App& keys, const GlobalOptions& global,
                   Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = keys.add_subcommand(
      "import-document",
      "Examples:\n"
      "  certseal keys import-document --p12 purchased.p12 --root-key "
      "/media/STICK/root.key\n\n"
      "Sign PDFs with a purchased certificate, ECDSA P-256, from now on. The trust "
      "file\n"
      "gets a new version, signed by the root key; nothing is overwritten.");
  command->add_option("--p12", options->pkcs12, "the certificate and its key, PKCS#12")
      ->required()
      ->type_name("FILE");
  command
      ->add_option("--p12-passphrase-file", options->pkcs12_passphrase_file,
                   "the passphrase of that file (-: standard input)")
      ->type_name("FILE");
  AddKeyChangeOptions(*command, options->keys, false);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunImport(*options, global); };
  });
}

}  // namespace certseal
