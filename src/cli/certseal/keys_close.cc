// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/confirm.h"
#include "cli/certseal/keys_commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/common/terminal.h"
#include "issue/close_key.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  std::string kind;
  std::string name;
  std::string at = "now";
  bool yes = false;
  KeyChangeOptions keys;
};

Result<CloseRequest> RequestOf(const Options& options) {
  CloseRequest request{KeyKind::kLog, options.name};
  if (options.kind == "issuer") request.kind = KeyKind::kIssuer;
  if (options.kind == "document") request.kind = KeyKind::kDocument;
  if (options.name.empty() != (request.kind == KeyKind::kLog)) {
    return request.kind == KeyKind::kLog
               ? Fail("the log key has no name: certseal keys close log")
               : Fail(StrCat("which ", options.kind, " key?"),
                      {StrCat("certseal keys list, then: certseal keys close ",
                              options.kind, " NAME")});
  }
  if (options.at == "now") return request;
  request.at = ParseDecimal(options.at);
  if (request.at) return request;
  return Fail(
      StrCat("--at ", Quote(options.at), " is neither \"now\" nor an entry's number"),
      {"certseal show CODE gives a certificate's place in the log"});
}

std::string Question(const ClosePlan& plan) {
  const size_t count = plan.disowned.size();
  const std::string certificates =
      StrCat(count, count == 1 ? " certificate" : " certificates",
             " logged from entry ", *plan.at, " on");
  if (plan.kind == KeyKind::kDocument) {
    return StrCat(
        "PDFs that ", plan.name, " signed for the ", certificates,
        "\nwill be refused until they are drawn again. This cannot be undone. ",
        "Close it there?");
  }
  return StrCat("What ", plan.name, " signed for the ", certificates,
                "\nwill be NOT GENUINE. This cannot be undone. Close it there?");
}

void PrintDisowned(const ClosePlan& plan, const std::string& directory) {
  if (plan.disowned.empty()) return;
  std::cout << Bold("Disowned: ") << plan.disowned.size() << "\n";
  for (const CertificateCode& code : plan.disowned) {
    std::cout << "  " << code.Printed() << "\n";
  }
  if (plan.kind == KeyKind::kDocument) {
    std::cout << "Draw them again, and send them: certseal -C " << directory
              << " render CODE...\n";
  } else {
    std::cout << "Those of them that you did issue need new ones: certseal -C "
              << directory << " correct CODE --reissue\n";
  }
}

Result<int> RunClose(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const CloseRequest request, RequestOf(options));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const ClosePlan plan, PlanClose(school, reg, request));
  if (!plan.disowned.empty()) TRY(Confirm(options.yes, Question(plan)));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.keys.passphrase_file, PassphraseUse::kOpen));
  const TrustKeys former = school.trust.keys();
  ASSIGN_OR_RETURN(const KeyChangeSummary summary,
                   CloseKey(school, reg, plan, AccessOf(options.keys, passphrase)));
  if (plan.fresh) {
    std::cout << "No " << options.kind
              << " key would have been left: a new one takes its place.\n";
  }
  PrintDisowned(plan, global.directory);
  PrintKeyChange(summary, former, school, global.directory);
  return 0;
}

}  // namespace

void AddKeysClose(CLI::App& keys, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = keys.add_subcommand(
      "close",
      "Examples:\n"
      "  certseal keys close issuer key-2026-01 --at 1207    it was stolen\n"
      "  certseal keys close document document-2\n"
      "  certseal keys close log\n\n"
      "End the range of the log for which a key counts. What was logged before keeps "
      "counting;\nwhat the key signs from there on is refused. It cannot be opened "
      "again.");
  command->add_option("KIND", options->kind, "issuer, document or log")
      ->required()
      ->check(OneOf({"issuer", "document", "log"}));
  command->add_option("NAME", options->name,
                      "an issuer key's id, a document key's file or sha-256");
  command
      ->add_option(
          "--at", options->at,
          "the first entry of the log that it does not count for (default: now)")
      ->type_name("INDEX|now");
  AddKeyChangeOptions(*command, options->keys, true);
  command->add_flag("--yes", options->yes, "do not ask");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunClose(*options, global); };
  });
}

}  // namespace certseal
