// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/common/progress.h"
#include "cli/common/terminal.h"
#include "issue/school_register.h"
#include "publish/publish_site.h"
#include "publish/renewal.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxResponse = 64 * 1024;

struct Options {
  std::string to;
  std::string next = "7d";
  std::string passphrase_file;
  bool headers = false;
  std::string witness_request;
  std::vector<std::string> witness_responses;
  std::optional<uint64_t> witness_size;
};

CLI::Validator Span() {
  return CLI::Validator(
      [](std::string& text) {
        if (ParseSpan(text)) return std::string();
        return StrCat(Quote(text), " is not a span of time as 12h, 7d or 4w");
      },
      "SPAN");
}

// A new head is signed for every publication, so that it says of when it is; witnesses
// answer to the one that is there.
Result<void> Renew(const Options& options, const School& school, Register& reg,
                   const fs::path& site) {
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.passphrase_file, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(const LedgerKeys keys, OpenLedgerKeys(school, passphrase));
  ASSIGN_OR_RETURN(const LedgerContext ledger,
                   MakeLedgerContext(school, reg, keys, SystemNow, {site}));
  TRY(RenewHead(ledger, *ParseSpan(options.next)).map([](const SignedCheckpoint&) {}));
  return {};
}

Result<void> AddResponses(const Options& options, const School& school, Register& reg) {
  std::vector<std::string> responses;
  for (const std::string& file : options.witness_responses) {
    ASSIGN_OR_RETURN(std::string response, ReadFile(file, kMaxResponse));
    responses.push_back(std::move(response));
  }
  TRY(AddWitnessResponses(reg, school.trust, responses)
          .map([](const SignedCheckpoint&) {}));
  return {};
}

Result<void> WriteRequest(const Options& options, const School& school, Register& reg) {
  ASSIGN_OR_RETURN(const std::string request,
                   WitnessRequest(reg, school.trust, options.witness_size));
  TRY(WriteFileAtomically(options.witness_request, request));
  std::cout << "Wrote the request for the witnesses to " << options.witness_request
            << ".\nSend it to each one's add-checkpoint address, then:\n  certseal publish "
               "--witness-response FILE\n";
  return {};
}

// Where the trust file demands witnesses, nothing is shown before they have answered.
bool MustWait(const Options& options, const School& school) {
  return !options.witness_request.empty() && school.trust.keys().quorum > 0;
}

void PrintSummary(const PublishSummary& summary, const School& school,
                  const fs::path& site) {
  std::cout << "Published to " << site.string() << ": " << summary.cards
            << (summary.cards == 1 ? " card" : " cards") << " written";
  if (summary.removed > 0) std::cout << ", " << summary.removed << " removed";
  std::cout << "; the log has " << summary.size << " entries";
  if (summary.from > 0) std::cout << ", " << summary.size - summary.from << " of them new";
  std::cout << ".\nIt is of " << summary.time.Minute() << " and counts until "
            << Bold(summary.next.Minute()) << ": publish again before.\n"
            << "Next: copy the directory to " << school.profile.site.url()
            << ", checkpoint last; whoever has a copy looks up with\n"
            << "  certseal-lookup --register " << site.string() << " CODE\n";
}

Result<int> RunPublish(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  const fs::path site = options.to.empty() ? school.paths.site() : fs::path(options.to);
  if (options.witness_responses.empty()) {
    TRY(Renew(options, school, reg, site));
  } else {
    TRY(AddResponses(options, school, reg));
  }
  if (!options.witness_request.empty()) TRY(WriteRequest(options, school, reg));
  if (MustWait(options, school)) return 0;
  PublishSummary summary;
  {
    ProgressBar bar("Publishing");
    ASSIGN_OR_RETURN(summary, PublishSite(school, reg,
                                          {.directory = site,
                                           .headers = options.headers,
                                           .progress = std::ref(bar)}));
  }
  PrintSummary(summary, school, site);
  return 0;
}

void AddWitnessOptions(CLI::App& command, Options& options) {
  CLI::Option* request =
      command
          .add_option("--witness-request", options.witness_request,
                      "write what witnesses are asked to cosign to this file")
          ->type_name("FILE");
  command
      .add_option("--witness-size", options.witness_size,
                  "how many entries the witness has seen (default: as its last answer)")
      ->needs(request);
  command
      .add_option("--witness-response", options.witness_responses,
                  "add a witness's answer to the newest checkpoint, and publish that")
      ->type_name("FILE")
      ->allow_extra_args(false)  // each takes one value; it may be repeated
      ->excludes(request);
}

}  // namespace

void AddPublishCommand(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "publish",
      "Examples:\n"
      "  certseal publish                    into the school's site/\n"
      "  certseal publish --next 30d         and promise the next one within 30 days\n"
      "  certseal publish --to /mnt/usb/site\n\n"
      "Write the public register as static files. It holds no name and no code.\n"
      "With nothing new it renews the promise: after the promised time employers are\n"
      "told that the register is out of date.");
  command->add_option("--to", options->to, "write to this directory")->type_name("DIR");
  command
      ->add_option("--next", options->next,
                   "by when you will publish again: 12h, 7d, 4w (default: 7d)")
      ->check(Span());
  command->add_flag("--with-headers", options->headers,
                    "also write header rules for nginx, Caddy, Apache and static hosts");
  command
      ->add_option("--passphrase-file", options->passphrase_file,
                   "read the passphrase from a file's first line (-: standard input)")
      ->type_name("FILE");
  AddWitnessOptions(*command, *options);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunPublish(*options, global); };
  });
}

}  // namespace certseal
