// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/parallel.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/interruption.h"
#include "cli/certseal/passphrase.h"
#include "cli/certseal/signing_options.h"
#include "cli/common/progress.h"
#include "issue/render.h"

namespace certseal {
namespace {

struct Options {
  std::vector<std::string> codes;
  SigningOptions signing;
  unsigned jobs = HardwareThreads();
};

struct Drawn {
  size_t count = 0;
  std::string signatures;  // what there is to say of them
};

// The codes that were named, or those whose files are missing.
Result<MissingFiles> Chosen(const Options& options, const School& school, Register& reg) {
  if (options.codes.empty()) return FindMissingFiles(school, reg, SystemNow());
  MissingFiles chosen;
  for (const std::string& text : options.codes) {
    ASSIGN_OR_RETURN(CertificateCode code, CertificateCode::Parse(text));
    chosen.codes.push_back(std::move(code));
  }
  return chosen;
}

Result<Drawn> Draw(const std::vector<CertificateCode>& codes, const Options& options,
                   const School& school, Register& reg) {
  if (codes.empty()) return Drawn();
  ASSIGN_OR_RETURN(const Secret passphrase, ReadPassphrase(options.signing.passphrase_file,
                                                           PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(DocumentIdentity identity,
                   OpenDocumentKey(school, passphrase, SystemNow()));
  ASSIGN_OR_RETURN(const CertificateSigner signer,
                   MakeSigner(std::move(identity), options.signing, school));
  TemplateStore store(school, ShippedTemplateDirectories());
  const Interruption interruption;
  ProgressBar bar("Drawing");
  ASSIGN_OR_RETURN(const size_t count,
                   RenderCodes(codes, school, reg, store, signer,
                               {std::ref(bar), options.jobs, interruption.token()}));
  return Drawn{count, SignatureText(signer, count)};
}

// Ctrl-C, or SIGTERM.
tl::unexpected<Error> Stopped(const Options& options, const GlobalOptions& global,
                              size_t drawn, size_t total) {
  const std::string again = StrCat("certseal -C ", global.directory, " render");
  return Fail(StrCat("stopped: ", drawn, " of ", total, " were drawn, each whole"),
              {options.codes.empty()
                   ? StrCat("to go on: ", again)
                   : StrCat("to go on, give the other codes to ", again)});
}

// What a command that was interrupted has left where it does not belong.
Result<void> PutInPlace(const MissingFiles& files, const SchoolPaths& paths) {
  for (const auto& [facts, place] : files.misplaced) {
    TRY(MoveCertificateFile(paths, facts, place).map([](bool) {}));
  }
  return {};
}

Result<int> RunRender(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  ASSIGN_OR_RETURN(const MissingFiles chosen, Chosen(options, school, reg));
  TRY(PutInPlace(chosen, school.paths));
  ASSIGN_OR_RETURN(const Drawn drawn, Draw(chosen.codes, options, school, reg));
  if (drawn.count < chosen.codes.size()) {
    return Stopped(options, global, drawn.count, chosen.codes.size());
  }
  std::cout << drawn.count << " drawn";
  if (options.codes.empty()) std::cout << ", " << chosen.present << " there already";
  if (!chosen.misplaced.empty()) {
    std::cout << ", " << chosen.misplaced.size() << " moved where they belong";
  }
  std::cout << ", in " << school.paths.certificates().string() << "\n"
            << drawn.signatures;
  return 0;
}

}  // namespace

void AddRenderCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "render",
      "Examples:\n"
      "  certseal render                             draw every certificate that is missing\n"
      "  certseal render 7K3M-9QXT-2A8R-W5DH-N4V2    draw this one again\n\n"
      "Draw certificates from what the register holds; it issues nothing. The page and\n"
      "the record are those that were issued; the signature of the file is a new one.\n"
      "What is on hold, replaced or revoked is drawn only where its code is given, and\n"
      "what is on hold or replaced lies apart: certificates/held/, certificates/replaced/.");
  command->add_option("CODE", options->codes, "draw these, whether missing or not");
  AddSigningOptions(*command, options->signing);
  AddJobsOption(*command, options->jobs);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunRender(*options, global); };
  });
}

}  // namespace certseal
