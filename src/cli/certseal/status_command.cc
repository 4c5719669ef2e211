// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/certseal/status_report.h"
#include "issue/change_status.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

// What tells the three commands apart.
struct StatusCommand {
  const char* name;
  StatusOrder order;
  const char* verb;         // "Revoke"
  const char* done;         // "Revoked"
  const char* consequence;  // behind the question; may be empty
  const char* description;
};

constexpr StatusCommand kRevoke = {
    "revoke",
    StatusOrder::kRevoke,
    "Revoke",
    "Revoked",
    " A revocation is final.",
    "Examples:\n"
    "  certseal revoke 7K3M-9QXT-2A8R-W5DH-N4V2 --reason issued-in-error\n"
    "  certseal revoke --from codes.csv --reason withdrawn-by-issuer --dry-run\n\n"
    "Revoke certificates for good. Whoever checks one is told not to rely on it. All "
    "of\n"
    "the codes are revoked, or none. What is published is the reason and the day, no\n"
    "name. For doubts that may pass: certseal suspend."};

constexpr StatusCommand kSuspend = {
    "suspend",
    StatusOrder::kSuspend,
    "Suspend",
    "Suspended",
    "",
    "Examples:\n"
    "  certseal suspend 7K3M-9QXT-2A8R-W5DH-N4V2 --reason document-misused\n"
    "  certseal suspend --from codes.csv --reason requirements-not-met --yes\n\n"
    "Suspend certificates until they are reinstated or revoked. Whoever checks one is\n"
    "told that the school is reviewing it. All of the codes are suspended, or none.\n"
    "Where a fee or a document is missing: certseal hold."};

constexpr StatusCommand kReinstate = {
    "reinstate",
    StatusOrder::kReinstate,
    "Reinstate",
    "Reinstated",
    "",
    "Examples:\n"
    "  certseal reinstate 7K3M-9QXT-2A8R-W5DH-N4V2\n"
    "  certseal reinstate --from codes.csv --dry-run\n\n"
    "End the suspension of certificates. All of the codes are reinstated, or none. A\n"
    "revocation is final: certseal correct CODE --reissue issues a successor."};

struct Options {
  StatusArguments status;
  std::string reason;
  std::string passphrase_file;
};

std::string ReasonText(const Options& options) {
  return options.reason.empty() ? "" : ", reason " + options.reason;
}

Result<void> Apply(const Options& options, std::span<const PlannedChange> changes,
                   const School& school, Register& reg) {
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.passphrase_file, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(const LedgerKeys keys, OpenLedgerKeys(school, passphrase));
  ASSIGN_OR_RETURN(const LedgerContext ledger, MakeLedgerContext(school, reg, keys));
  TRY(ApplyStatusChange(ledger, changes).map([](Timestamp) {}));
  return {};
}

Result<int> RunStatus(const StatusCommand& command, const Options& options,
                      const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const auto codes, CollectCodes(options.status.codes));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(
      const std::vector<PlannedChange> changes,
      PlanStatusChange(reg, command.order, ParseStatusReason(options.reason), codes));
  const std::string question =
      StrCat(command.verb, " ", CertificateCount(changes.size()), ReasonText(options),
             "?", command.consequence);
  ASSIGN_OR_RETURN(const bool agreed, AgreeOn(options.status, changes, question));
  if (!agreed) return 0;
  TRY(Apply(options, changes, school, reg));
  if (options.status.json) {
    PrintChangesJson(changes, true);
  } else {
    std::cout << command.done << " " << CertificateCount(changes.size())
              << ReasonText(options) << ".\n"
              << NextPublish(global);
  }
  return 0;
}

void AddOne(const StatusCommand& which, CLI::App& app, const GlobalOptions& global,
            Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(which.name, which.description);
  AddStatusArguments(*command, options->status);
  const bool reinstates = which.order == StatusOrder::kReinstate;
  command
      ->add_option("--reason", options->reason,
                   reinstates ? "why (default: the reason of the suspension)"
                              : "why; it is published")
      ->check(OneOf({"issued-in-error", "requirements-not-met", "withdrawn-by-issuer",
                     "document-misused"}))
      ->required(!reinstates);
  command
      ->add_option("--passphrase-file", options->passphrase_file,
                   "read the passphrase from a file's first line (-: standard input)")
      ->type_name("FILE");
  command->callback([=, &which, &global, &invocation] {
    DemandCodes(options->status.codes, options->passphrase_file);
    invocation.run = [=, &which, &global] {
      return RunStatus(which, *options, global);
    };
  });
}

}  // namespace

void AddStatusCommands(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  for (const StatusCommand* each : {&kRevoke, &kSuspend, &kReinstate}) {
    AddOne(*each, app, global, invocation);
  }
}

}  // namespace certseal
