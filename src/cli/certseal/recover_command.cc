// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/confirm.h"
#include "issue/restored.h"
#include "issue/school_register.h"
#include "ledger/recover.h"
#include "site/https_site.h"

namespace certseal {
namespace {

struct Options {
  std::string from;
  bool yes = false;
  bool dry_run = false;
  bool nothing_published = false;
};

Result<std::unique_ptr<SiteSource>> OpenSource(const Options& options,
                                               const School& school) {
  if (options.from.starts_with("https://")) {
    ASSIGN_OR_RETURN(const SiteAddress address, SiteAddress::Parse(options.from));
    return std::unique_ptr<SiteSource>(std::make_unique<HttpsSite>(address));
  }
  const std::filesystem::path directory =
      options.from.empty() ? school.paths.site() : std::filesystem::path(options.from);
  ASSIGN_OR_RETURN(SiteDirectory site, SiteDirectory::Open(directory));
  return std::unique_ptr<SiteSource>(std::make_unique<SiteDirectory>(std::move(site)));
}

std::string Counted(size_t n, std::string_view one, std::string_view many) {
  return StrCat(n, " ", n == 1 ? one : many);
}

std::string LostText(const RecoverySummary& summary) {
  constexpr size_t kShown = 10;
  if (summary.lost.empty()) return "No certificate is lost.\n";
  std::string entries;
  for (size_t i = 0; i < summary.lost.size() && i < kShown; ++i) {
    entries += StrCat(i == 0 ? "" : ", ", summary.lost[i]);
  }
  if (summary.lost.size() > kShown) entries += ", ...";
  return StrCat(
      Counted(summary.lost.size(), "certificate is", "certificates are"), " lost, log ",
      summary.lost.size() == 1 ? "entry " : "entries ", entries,
      ":\n  the graduates' PDFs stay good and can be checked, but this register cannot"
      "\n  list, revoke, correct or draw them; issuing that roster again makes new "
      "ones.\n");
}

std::string SummaryText(const RecoverySummary& summary) {
  std::string text =
      StrCat("The log of this register has ", Counted(summary.had, "entry", "entries"),
             ", that of ", summary.where, " has ", summary.size, " (",
             summary.published.Minute(), ").\n",
             Counted(summary.size - summary.had, "entry is", "entries are"),
             " taken over; ", Counted(summary.changes, "change", "changes"),
             " of status of certificates that this register has.\n", LostText(summary));
  if (summary.new_trust_files > 0) {
    text +=
        StrCat("The trust file of version ", summary.trust_version,
               " becomes keys/school.trust; its private keys have to be in keys/.\n");
  }
  return text +
         "What the lost register had not published is not there: issue it again. PDFs "
         "of\n"
         "that part of its log contradict the log that goes on now: tell their "
         "holders.\n"
         "People who were erased since the backup are back in it: erase them again.\n";
}

// What a restored school waits for: it may sign again.
Result<void> MaySignAgain(const School& school) {
  ASSIGN_OR_RETURN(const bool was_restored, ForgetRestored(school.paths));
  if (was_restored) std::cout << "This school was restored; it may sign again.\n";
  return {};
}

Result<int> RunNothingPublished(const Options& options, const School& school) {
  TRY(Confirm(options.yes, "Was nothing ever published or shown to a witness?"));
  TRY(MaySignAgain(school));
  return 0;
}

Result<int> RunRecover(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  if (options.nothing_published) return RunNothingPublished(options, school);
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const auto source, OpenSource(options, school));
  ASSIGN_OR_RETURN(RecoverFromSite recovery,
                   RecoverFromSite::Prepare(reg, school.trust, *source));
  const RecoverySummary& summary = recovery.summary();
  if (summary.size == summary.had) {
    std::cout << "Nothing to recover: this register has all that " << summary.where
              << " shows.\nWhere the site on the web is newer: certseal recover --from "
              << school.profile.site.url() << "\n";
    if (!options.dry_run) TRY(MaySignAgain(school));
    return 0;
  }
  std::cout << SummaryText(summary) << std::flush;
  if (options.dry_run) {
    std::cout << "Nothing was changed (--dry-run).\n";
    return 0;
  }
  TRY(Confirm(options.yes, "Is the newer register lost for good, and take this over?"));
  TRY(recovery.Commit());
  TRY(FollowLoggedTrust(school, reg));
  TRY(MaySignAgain(school));
  std::cout << "Taken over. Never use the lost register again, should it turn up.\n"
            << "Next: certseal -C " << global.directory << " audit\n";
  return 0;
}

}  // namespace

void AddRecoverCommand(CLI::App& app, const GlobalOptions& global,
                       Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "recover",
      "Examples:\n"
      "  certseal recover                                 from the school's site/\n"
      "  certseal recover --from https://verify.school.example/\n\n"
      "For when the newest register.db is lost for good and a backup is in its place:\n"
      "take over what was published since, so that the log goes on and never forks.\n"
      "Certificates issued since the backup stay good, but their records are lost. "
      "Needs\n"
      "no passphrase. Everything is checked against the school's keys.");
  command
      ->add_option("--from", options->from, "a copy of the site, or its https address")
      ->type_name("DIR|URL");
  command->add_flag("--nothing-published", options->nothing_published,
                    "of a restored school that never published: it may sign");
  command->add_flag("--yes", options->yes, "do not ask");
  command->add_flag("--dry-run", options->dry_run, "show what would be done, and stop");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunRecover(*options, global); };
  });
}

}  // namespace certseal
