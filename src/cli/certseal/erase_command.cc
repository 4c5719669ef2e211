// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/certseal/codes_input.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/confirm.h"
#include "cli/certseal/status_report.h"
#include "cli/common/table.h"
#include "issue/erase.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  CodesArguments codes;
  bool yes = false;
  bool dry_run = false;
  bool json = false;
};

std::string KinText(std::span<const CertificateCode> kin) {
  std::vector<std::string> codes;
  for (const CertificateCode& each : kin) codes.push_back(each.Printed());
  return Join(codes, " ");
}

std::string ErasureText(const std::vector<PlannedErasure>& erasures) {
  Table table({"code", "name", "course", "completed"});
  std::string kin;
  for (const PlannedErasure& each : erasures) {
    const CertificateFacts& facts = each.certificate.facts;
    table.Add({facts.code.Printed(),
               each.certificate.erased ? "(erased already)" : facts.holder_name,
               facts.course_code, facts.completed.Iso()});
    if (each.kin.empty()) continue;
    kin += StrCat("Not erased by this, of the same person as ", facts.code.Printed(),
                  ": ", KinText(each.kin), "\n");
  }
  return table.Text() + kin;
}

constexpr const char* kWhatStays =
    "What stays: code, course and dates in the register, hashes in the log, and every\n"
    "copy that somebody else holds: the holder's own certificate can still be "
    "checked.\n"
    "Also yours to delete: rosters, e-mails, backups of register.db.\n";

void PrintErasuresJson(const std::vector<PlannedErasure>& erasures, bool done) {
  for (const PlannedErasure& each : erasures) {
    nlohmann::ordered_json object = {{"code", each.certificate.facts.code.Printed()},
                                     {"course", each.certificate.facts.course_code},
                                     {"related", nlohmann::ordered_json::array()},
                                     {"done", done}};
    for (const CertificateCode& kin : each.kin)
      object["related"].push_back(kin.Printed());
    std::cout << object.dump() << "\n";
  }
}

Result<bool> AgreeOnErasure(const Options& options,
                            const std::vector<PlannedErasure>& erasures) {
  if (options.json && options.dry_run) {
    PrintErasuresJson(erasures, false);
    return false;
  }
  if (!options.json || !options.yes) {
    (options.json ? std::cerr : std::cout) << ErasureText(erasures) << "\n"
                                           << kWhatStays << "\n"
                                           << std::flush;
  }
  if (options.dry_run) {
    std::cout << "Nothing was changed (--dry-run).\n";
    return false;
  }
  TRY(Confirm(options.yes, StrCat("Erase ", CertificateCount(erasures.size()),
                                  "? There is no way back.")));
  return true;
}

Result<int> RunErase(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const auto codes, CollectCodes(options.codes));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const std::vector<PlannedErasure> erasures, PlanErasure(reg, codes));
  ASSIGN_OR_RETURN(const bool agreed, AgreeOnErasure(options, erasures));
  if (!agreed) return 0;
  ASSIGN_OR_RETURN(const ErasureSummary summary,
                   EraseCertificates(school, reg, erasures, SystemNow()));
  if (options.json) {
    PrintErasuresJson(erasures, true);
    return 0;
  }
  std::cout << "Erased the holders of " << CertificateCount(erasures.size())
            << "; deleted " << summary.files
            << (summary.files == 1 ? " PDF and " : " PDFs and ") << summary.cards
            << (summary.cards == 1 ? " card" : " cards") << " of the site.\n"
            << "Other copies of the site lose the cards when they are published anew.\n"
            << "Next: certseal -C " << global.directory << " publish\n";
  return 0;
}

}  // namespace

void AddEraseCommand(CLI::App& app, const GlobalOptions& global,
                     Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "erase",
      "Examples:\n"
      "  certseal erase 7K3M-9QXT-2A8R-W5DH-N4V2\n"
      "  certseal erase --from codes.csv --dry-run\n\n"
      "Forget the person of a certificate. Name, e-mail, licence number, record and "
      "page\n"
      "leave the register, the PDF is deleted, and so is the card in site/. The log "
      "stays\n"
      "whole: it never held a name. Erasing revokes nothing; it cannot be undone.");
  AddCodesArguments(*command, options->codes);
  command->add_flag("--yes", options->yes, "do not ask");
  command->add_flag("--dry-run", options->dry_run,
                    "show what would be erased, and stop");
  command->add_flag("--json", options->json, "one JSON object a line");
  command->callback([=, &global, &invocation] {
    DemandCodes(options->codes);
    invocation.run = [=, &global] { return RunErase(*options, global); };
  });
}

}  // namespace certseal
