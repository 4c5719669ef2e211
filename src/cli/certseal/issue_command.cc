// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/interruption.h"
#include "cli/certseal/passphrase.h"
#include "cli/certseal/roster_input.h"
#include "cli/certseal/roster_report.h"
#include "cli/certseal/signing_options.h"
#include "cli/common/progress.h"
#include "cli/common/terminal.h"
#include "issue/issue_and_draw.h"
#include "roster/left_out.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;

struct Options {
  RosterArguments roster;
  SigningOptions signing;
  std::string left_out_file;
  bool dry_run = false;
  bool json = false;
};

struct Outcome {
  IssueAndDrawOutcome done;
  size_t already = 0;
  std::string signatures;
  CertificateSigner::Lack without_timestamp;
  std::vector<int> left_out;
  fs::path left_out_file;
};

// Whether a file is there that says something else: it may hold her corrections.
bool HoldsSomethingElse(const fs::path& path, const std::string& contents) {
  std::error_code error;
  if (!fs::exists(path, error)) return false;
  const Result<std::string> found = ReadFile(path, contents.size());
  return !found || *found != contents;
}

// The left-out rows go beside the roster, unless another place was named; never over a
// file that says something else.
Result<fs::path> LeftOutPath(const Options& options, const std::string& contents) {
  if (!options.left_out_file.empty()) {
    if (!HoldsSomethingElse(options.left_out_file, contents)) return options.left_out_file;
    return Fail(StrCat("--left-out ", Quote(options.left_out_file),
                       " is there already and says something else: nothing was issued"),
                {"name another file"});
  }
  const bool standard_input = options.roster.file == "-";
  const fs::path roster(standard_input ? "roster" : options.roster.file);
  for (int i = 1;; ++i) {
    fs::path path = roster.parent_path() /
                    StrCat(roster.stem().string(), ".left-out",
                           i > 1 ? StrCat("-", i) : std::string(), ".csv");
    if (!HoldsSomethingElse(path, contents)) return path;
  }
}

tl::unexpected<Error> Refusal(const Options& options, const LoadedRoster& loaded,
                              const RosterPlan& plan) {
  std::cerr << RosterReportText(options.roster.file, loaded.roster, plan) << "\n";
  std::vector<std::string> hints = {"correct the roster and run the command again"};
  if (!HasErrors(loaded.roster.file_findings)) {
    std::vector<std::string> lines;
    for (const PlannedRow& row : plan.rows) {
      if (row.fate == RowFate::kError) lines.push_back(std::to_string(row.line));
    }
    hints.push_back(StrCat("or leave these rows out: --skip ", Join(lines, ","),
                           ", or all that have errors: --valid-only"));
  }
  return Fail(StrCat(Quote(options.roster.file), " has errors: nothing was issued"),
              std::move(hints));
}

std::string Again(const Options& options, const GlobalOptions& global,
                  std::string_view command) {
  return StrCat("certseal -C ", global.directory, " ", command,
                options.signing.tsa.empty() ? "" : " --tsa ", options.signing.tsa);
}

// What is issued stays issued; only its files are missing.
tl::unexpected<Error> DrawingFailure(const Options& options, const GlobalOptions& global,
                                     const IssueAndDrawOutcome& done) {
  std::vector<std::string> hints = done.drawing_failure->hints;
  hints.push_back(StrCat("when that is mended: ", Again(options, global, "render")));
  return Fail(StrCat(done.issued.size(), " were issued, but not all were drawn: ",
                     done.drawing_failure->message),
              std::move(hints));
}

// Ctrl-C, or SIGTERM.
tl::unexpected<Error> Stopped(const Options& options, const GlobalOptions& global,
                              const IssueAndDrawOutcome& done) {
  std::string message = StrCat("stopped: ", done.issued.size(), " of ", done.to_issue,
                               " were issued, ", done.drawn, " of ", done.to_draw, " drawn");
  if (done.to_issue == 0) {
    message = StrCat("stopped: ", done.drawn, " of ", done.to_draw, " were drawn");
  } else if (done.issued.empty()) {
    message = "stopped: nothing was issued";
  }
  return Fail(std::move(message),
              {StrCat("what is done is whole; to go on, run the command again: ",
                      Again(options, global, StrCat("issue ", options.roster.file)))});
}

// Opens the keys, and asks for a timestamp where they are wanted, before it issues.
Result<void> Issue(const Options& options, const GlobalOptions& global,
                   const LoadedRoster& loaded, const RosterPlan& plan, const School& school,
                   Register& reg, TemplateStore& store, Outcome& outcome) {
  ASSIGN_OR_RETURN(std::vector<CertificateCode> undrawn, UndrawnOf(plan, school, reg));
  if (plan.Count(RowFate::kIssue) == 0 && undrawn.empty()) return {};
  ASSIGN_OR_RETURN(const Secret passphrase, ReadPassphrase(options.signing.passphrase_file,
                                                           PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(IssuingKeys keys, OpenIssuingKeys(school, passphrase, SystemNow()));
  const Result<CertificateSigner> signer =
      MakeSigner(std::move(keys.document), options.signing, school);
  if (!signer) {
    return Fail(StrCat("nothing was issued: ", signer.error().message),
                signer.error().hints);
  }
  {
    const Interruption interruption;
    ProgressBar signing("Signing");
    ProgressBar drawing("Drawing");
    const auto work = [&](ProgressBar& bar) {
      return WorkOptions{std::ref(bar), options.roster.jobs, interruption.token()};
    };
    ASSIGN_OR_RETURN(
        outcome.done,
        IssueAndDraw(plan, std::move(undrawn), school, keys.ledger, *signer, reg, store,
                     {.source = fs::path(options.roster.file).filename().string(),
                      .source_sha256 = loaded.source_sha256,
                      .issuing = work(signing),
                      .drawing = work(drawing)}));
  }
  if (outcome.done.drawing_failure) return DrawingFailure(options, global, outcome.done);
  if (outcome.done.stopped()) return Stopped(options, global, outcome.done);
  outcome.signatures = SignatureText(*signer, outcome.done.drawn);
  outcome.without_timestamp = signer->WithoutTimestamp();
  return {};
}

void PrintOutcome(const Outcome& outcome, const School& school,
                  const GlobalOptions& global) {
  const size_t count = outcome.done.issued.size();
  if (count == 0) {
    std::cout << "Nothing to issue: " << outcome.already << " issued already.\n";
  } else {
    std::cout << "Issued " << count << (count == 1 ? " certificate" : " certificates");
    if (outcome.already > 0) std::cout << "; " << outcome.already << " were issued already";
    std::cout << ".\n";
  }
  if (outcome.done.drawn > 0) {
    std::cout << "Drawn: " << outcome.done.drawn << ", in "
              << school.paths.certificates().string() << "\n"
              << outcome.signatures;
  }
  if (!outcome.left_out.empty()) {
    std::cout << "Left out: " << outcome.left_out.size() << " rows, to correct and issue: "
              << outcome.left_out_file.string() << "\n";
  }
  if (count > 0) std::cout << "Next: certseal -C " << global.directory << " publish\n";
}

void PrintJson(const Outcome& outcome) {
  nlohmann::ordered_json issued = nlohmann::ordered_json::array();
  for (const IssuedCertificate& each : outcome.done.issued) {
    issued.push_back({{"line", each.line}, {"code", each.code.Printed()}});
  }
  const nlohmann::ordered_json object = {{"issued", std::move(issued)},
                                         {"already", outcome.already},
                                         {"drawn", outcome.done.drawn},
                                         {"withoutTimestamp", outcome.without_timestamp.count},
                                         {"leftOut", outcome.left_out},
                                         {"leftOutFile", outcome.left_out_file.string()}};
  std::cout << object.dump(-1, ' ', false,
                           nlohmann::ordered_json::error_handler_t::replace)
            << "\n";
}

// The file gives the plan's reasons too: a page that does not fit is no less an error.
Result<void> WriteLeftOut(const Options& options, const Roster& roster,
                          const RosterPlan& plan, Outcome& outcome) {
  if (plan.Count(RowFate::kLeftOut) == 0) return {};
  LeftOutRows rows;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate != RowFate::kLeftOut) continue;
    rows.emplace(row.row, row.findings);
    outcome.left_out.push_back(row.line);
  }
  const std::string csv = LeftOutCsv(roster, rows);
  ASSIGN_OR_RETURN(outcome.left_out_file, LeftOutPath(options, csv));
  return WriteFileAtomically(outcome.left_out_file, csv, Permissions::kPrivate);
}

Result<int> RunIssue(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const LoadedRoster loaded, LoadRoster(options.roster, school));
  TemplateStore store(school, ShippedTemplateDirectories());
  ASSIGN_OR_RETURN(const RosterPlan plan,
                   PlanRoster(loaded.roster, loaded.selection, school, reg, store,
                              options.roster.jobs));
  if (BlocksIssuing(loaded.roster, plan)) return Refusal(options, loaded, plan);
  if (options.dry_run) {
    std::cout << (options.json
                      ? RosterReportJson(loaded.roster, plan) + "\n"
                      : RosterReportText(options.roster.file, loaded.roster, plan) +
                            "Nothing was changed (--dry-run).\n");
    return 0;
  }
  Outcome outcome;
  outcome.already = plan.Count(RowFate::kAlreadyIssued);
  // Before anything is issued: where this fails, nothing is half done.
  TRY(WriteLeftOut(options, loaded.roster, plan, outcome));
  TRY(Issue(options, global, loaded, plan, school, reg, store, outcome));
  if (options.json) PrintJson(outcome);
  else PrintOutcome(outcome, school, global);
  return 0;
}

}  // namespace

void AddIssueCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "issue",
      "Examples:\n"
      "  certseal issue roster.csv\n"
      "  certseal issue roster.csv --skip 6,8 --dates mdy\n"
      "  certseal issue roster.csv --valid-only --passphrase-file FILE --json\n"
      "  certseal issue roster.csv --tsa https://timestamp.example/tsa\n\n"
      "Issue a certificate to every graduate of a roster and draw it. A roster with\n"
      "errors issues nothing. Issuing the same roster again issues nothing twice.");
  AddRosterArguments(*command, options->roster);
  AddSigningOptions(*command, options->signing);
  command
      ->add_option("--left-out", options->left_out_file,
                   "where to write the rows left out (default: beside the roster)")
      ->type_name("FILE");
  command->add_flag("--dry-run", options->dry_run, "show what would be issued, and stop");
  command->add_flag("--json", options->json, "the outcome as one JSON object");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunIssue(*options, global); };
  });
}

}  // namespace certseal
