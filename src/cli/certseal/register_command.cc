// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "audit/audit.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/common/progress.h"
#include "cli/common/terminal.h"
#include "issue/move_register.h"
#include "issue/template_store.h"

namespace certseal {
namespace {

struct Options {
  std::string to;
  bool dry_run = false;
};

Result<RegisterLocation> ReadPlace(const Options& options, const School& school) {
  if (options.to == "sqlite") return RegisterLocation(school.paths.database());
  Result<DatabaseUrl> url = DatabaseUrl::Parse(options.to);
  if (!url) return Within("--to", url.error());
  return RegisterLocation(std::move(*url));
}

// Tells the first claim that does not hold.
Result<void> AuditCopy(const School& school, const RegisterLocation& copy) {
  AuditOptions audit{
      .school = school.paths.root, .copy = copy, .templates = ShippedTemplateDirectories()};
  ProgressBar bar("Auditing");
  audit.progress = [&](size_t done, size_t total) { bar(done, total); };
  const AuditReport report = Audit(audit);
  if (report.holds()) return {};
  const ClaimOutcome& found = report.outcomes.back();
  return Fail(StrCat("the copy was not put to use; its audit: ", found.statement),
              {"certseal audit says the same of the register itself: mend that first"});
}

Result<int> RunMigrate(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(const RegisterLocation to, ReadPlace(options, school));
  if (options.dry_run) {
    ASSIGN_OR_RETURN(const uint64_t rows, PlanMove(school, to));
    std::cout << "Would move " << rows << " rows to " << to.Name()
              << "; nothing was changed\n";
    return 0;
  }
  ProgressBar bar("Moving");
  ASSIGN_OR_RETURN(
      const MoveSummary summary,
      MoveSchoolRegister(
          school, {.to = to,
                   .check =
                       [&](const RegisterLocation& copy) {
                         bar.Clear();
                         return AuditCopy(school, copy);
                       },
                   .progress = [&](uint64_t done, uint64_t total) { bar(done, total); }}));
  bar.Clear();
  std::cout << "Moved " << summary.rows << " rows to " << to.Name()
            << ", compared each and audited the whole\n  school.json names it now\n";
  if (summary.kept) {
    std::cout << "  " << summary.kept->string()
              << " is the former register: it can never be issued from again\n";
  }
  std::cout << "Next: certseal -C " << global.directory << " backup FILE\n";
  return 0;
}

}  // namespace

void AddRegisterCommand(CLI::App& app, const GlobalOptions& global,
                        Invocation& invocation) {
  CLI::App* group = app.add_subcommand("register",
                                       "Example:\n"
                                       "  certseal register migrate --to "
                                       "postgresql://academy@db.school.example/academy\n\n"
                                       "Where the register is kept.");
  group->require_subcommand(1);
  auto options = std::make_shared<Options>();
  CLI::App* migrate = group->add_subcommand(
      "migrate",
      "Examples:\n"
      "  certseal register migrate --dry-run --to "
      "postgresql://academy@db.school.example/academy\n"
      "  certseal register migrate --to "
      "'postgresql://academy@db.school.example/academy?sslmode=verify-full'\n"
      "  certseal register migrate --to sqlite\n\n"
      "Move the register from its file to a PostgreSQL database, or back: copied, "
      "compared\n"
      "row by row, audited, and only then put to use. Nobody can issue meanwhile.\n"
      "Interrupted, the same command again goes on.");
  migrate->add_option("--to", options->to, "the database's address, or sqlite")
      ->required()
      ->type_name("URL");
  migrate->add_flag("--dry-run", options->dry_run,
                    "say what would be moved, and move nothing");
  migrate->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunMigrate(*options, global); };
  });
}

}  // namespace certseal
