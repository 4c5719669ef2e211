// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/certseal/signing_options.h"
#include "cli/certseal/status_report.h"
#include "cli/common/progress.h"
#include "issue/hold.h"
#include "issue/render.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct HoldOptions {
  StatusArguments status;
  std::string note;
  std::string passphrase_file;
};

struct ReleaseOptions {
  StatusArguments status;
  SigningOptions signing;
};

// What is in the log stays there; only files are not where they belong.
tl::unexpected<Error> FileFailure(const GlobalOptions& global, std::string_view done,
                                  const Error& error) {
  std::vector<std::string> hints = error.hints;
  hints.push_back(
      StrCat("when that is mended: certseal -C ", global.directory, " render"));
  return Fail(
      StrCat(done, ", but not all files are where they belong: ", error.message),
      std::move(hints));
}

Result<void> ApplyHold(const HoldOptions& options,
                       std::span<const PlannedChange> changes, const School& school,
                       Register& reg) {
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.passphrase_file, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(const LedgerKeys keys, OpenLedgerKeys(school, passphrase));
  ASSIGN_OR_RETURN(const LedgerContext ledger, MakeLedgerContext(school, reg, keys));
  TRY(ApplyStatusChange(ledger, changes, options.note).map([](Timestamp) {}));
  return {};
}

Result<int> RunHold(const HoldOptions& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const auto codes, CollectCodes(options.status.codes));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const std::vector<PlannedChange> changes,
                   PlanStatusChange(reg, StatusOrder::kHold, {}, codes));
  const std::string count = CertificateCount(changes.size());
  ASSIGN_OR_RETURN(const bool agreed, AgreeOn(options.status, changes,
                                              StrCat("Put ", count, " on hold?")));
  if (!agreed) return 0;
  TRY(ApplyHold(options, changes, school, reg));
  const Result<MovedFiles> files = MoveHeldFiles(school.paths, changes);
  if (!files) return FileFailure(global, count + " put on hold", files.error());
  if (options.status.json) {
    PrintChangesJson(changes, true);
    return 0;
  }
  std::cout << "Put " << count << " on hold.\n";
  if (files->moved > 0) {
    std::cout << "Files kept back: " << files->moved << ", in "
              << (school.paths.certificates() / "held").string() << "\n";
  }
  std::cout << NextPublish(global) << "When all is there: certseal -C "
            << global.directory << " release CODE\n";
  return 0;
}

// Opens the document key only where a file has to be drawn.
struct ReleaseKeys {
  LedgerKeys ledger;
  std::optional<CertificateSigner> signer;
};

Result<ReleaseKeys> OpenReleaseKeys(const ReleaseOptions& options, bool draws,
                                    const School& school) {
  ASSIGN_OR_RETURN(
      const Secret passphrase,
      ReadPassphrase(options.signing.passphrase_file, PassphraseUse::kOpen));
  if (!draws) {
    ASSIGN_OR_RETURN(LedgerKeys ledger, OpenLedgerKeys(school, passphrase));
    return ReleaseKeys{std::move(ledger), std::nullopt};
  }
  ASSIGN_OR_RETURN(IssuingKeys keys, OpenIssuingKeys(school, passphrase, SystemNow()));
  Result<CertificateSigner> signer =
      MakeSigner(std::move(keys.document), options.signing, school);
  if (!signer) {
    return Fail(StrCat("nothing was released: ", signer.error().message),
                signer.error().hints);
  }
  return ReleaseKeys{std::move(keys.ledger), std::move(*signer)};
}

bool AllHaveFiles(const SchoolPaths& paths, std::span<const PlannedChange> changes) {
  for (const PlannedChange& change : changes) {
    if (!FindCertificateFile(paths, change.certificate.facts)) return false;
  }
  return true;
}

// Gives what there is to say of the files.
Result<std::string> BringBack(std::span<const PlannedChange> changes,
                              const School& school, Register& reg,
                              const ReleaseKeys& keys) {
  ASSIGN_OR_RETURN(const MovedFiles files, MoveHeldFiles(school.paths, changes));
  size_t drawn = 0;
  if (!files.missing.empty() && keys.signer) {
    TemplateStore store(school, ShippedTemplateDirectories());
    ProgressBar bar("Drawing");
    ASSIGN_OR_RETURN(drawn, RenderCodes(files.missing, school, reg, store, *keys.signer,
                                        {.progress = std::ref(bar)}));
  }
  std::string text = StrCat("Files: ", files.moved, " moved back, ", drawn,
                            " drawn, in ", school.paths.certificates().string(), "\n");
  if (keys.signer) text += SignatureText(*keys.signer, drawn);
  return text;
}

Result<int> RunRelease(const ReleaseOptions& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const auto codes, CollectCodes(options.status.codes));
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const std::vector<PlannedChange> changes,
                   PlanStatusChange(reg, StatusOrder::kRelease, {}, codes));
  const std::string count = CertificateCount(changes.size());
  ASSIGN_OR_RETURN(const bool agreed,
                   AgreeOn(options.status, changes, StrCat("Release ", count, "?")));
  if (!agreed) return 0;
  ASSIGN_OR_RETURN(
      const ReleaseKeys keys,
      OpenReleaseKeys(options, !AllHaveFiles(school.paths, changes), school));
  ASSIGN_OR_RETURN(const LedgerContext ledger,
                   MakeLedgerContext(school, reg, keys.ledger));
  TRY(ApplyStatusChange(ledger, changes).map([](Timestamp) {}));
  const Result<std::string> files = BringBack(changes, school, reg, keys);
  if (!files) return FileFailure(global, count + " released", files.error());
  if (options.status.json) {
    PrintChangesJson(changes, true);
  } else {
    std::cout << "Released " << count << ".\n" << *files << NextPublish(global);
  }
  return 0;
}

}  // namespace

void AddHoldCommand(CLI::App& app, const GlobalOptions& global,
                    Invocation& invocation) {
  auto options = std::make_shared<HoldOptions>();
  CLI::App* command = app.add_subcommand(
      "hold",
      "Examples:\n"
      "  certseal hold 7K3M-9QXT-2A8R-W5DH-N4V2 --note 'fee not paid'\n"
      "  certseal hold --from unpaid.csv --yes\n"
      "  certseal list --held\n\n"
      "Keep certificates back that wait for a fee or a document. Until `release` they "
      "are\n"
      "suspended, so that a copy sent already is not good, and their files lie apart, "
      "in\n"
      "certificates/held/. The note stays with the school.");
  AddStatusArguments(*command, options->status);
  command->add_option("--note", options->note, "what is missing; never published")
      ->type_name("TEXT");
  command
      ->add_option("--passphrase-file", options->passphrase_file,
                   "read the passphrase from a file's first line (-: standard input)")
      ->type_name("FILE");
  command->callback([=, &global, &invocation] {
    DemandCodes(options->status.codes, options->passphrase_file);
    invocation.run = [=, &global] { return RunHold(*options, global); };
  });
}

void AddReleaseCommand(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  auto options = std::make_shared<ReleaseOptions>();
  CLI::App* command =
      app.add_subcommand("release",
                         "Examples:\n"
                         "  certseal release 7K3M-9QXT-2A8R-W5DH-N4V2\n"
                         "  certseal release --from paid.csv --dry-run\n\n"
                         "Give certificates free that were on hold. They are good "
                         "again, and their files lie\n"
                         "where the others do.");
  AddStatusArguments(*command, options->status);
  AddSigningOptions(*command, options->signing);
  command->callback([=, &global, &invocation] {
    DemandCodes(options->status.codes, options->signing.passphrase_file);
    invocation.run = [=, &global] { return RunRelease(*options, global); };
  });
}

}  // namespace certseal
