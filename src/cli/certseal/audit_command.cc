// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "audit/audit.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/common/progress.h"
#include "cli/common/terminal.h"
#include "issue/template_store.h"

namespace certseal {
namespace {

struct Options {
  std::string site;
  bool json = false;
};

std::string VerdictText(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::kHolds:
      return Green("ok") + "    ";
    case ClaimVerdict::kFalse:
      return Red("FALSE") + " ";
    case ClaimVerdict::kUnknown:
      return Yellow("?") + "     ";
  }
  return "";
}

// Each claim as soon as it is judged: of a large register that takes minutes.
void PrintOutcome(const ClaimOutcome& outcome) {
  std::cout << VerdictText(outcome.verdict) << EscapeControls(outcome.statement)
            << "\n";
  for (const std::string& note : outcome.notes) {
    std::cout << "      note: " << EscapeControls(note) << "\n";
  }
  for (const std::string& hint : outcome.hints) {
    std::cout << "      " << EscapeControls(hint) << "\n";
  }
  std::cout << std::flush;
}

std::string_view VerdictWord(ClaimVerdict verdict) {
  switch (verdict) {
    case ClaimVerdict::kHolds:
      return "holds";
    case ClaimVerdict::kFalse:
      return "false";
    case ClaimVerdict::kUnknown:
      return "unknown";
  }
  return "";
}

void PrintJson(const AuditReport& report) {
  nlohmann::ordered_json claims = nlohmann::ordered_json::array();
  for (const ClaimOutcome& outcome : report.outcomes) {
    claims.push_back({{"claim", outcome.claim},
                      {"result", VerdictWord(outcome.verdict)},
                      {"statement", outcome.statement},
                      {"notes", outcome.notes},
                      {"hints", outcome.hints}});
  }
  const nlohmann::ordered_json object = {{"holds", report.holds()},
                                         {"claims", std::move(claims)}};
  std::cout << object.dump(-1, ' ', false,
                           nlohmann::ordered_json::error_handler_t::replace)
            << "\n";
}

Result<int> RunAudit(const Options& options, const GlobalOptions& global) {
  AuditOptions audit{.school = global.directory,
                     .templates = ShippedTemplateDirectories()};
  if (!options.site.empty()) audit.site = options.site;
  std::optional<ProgressBar>
      bar;  // gone from the line before anything is printed there
  audit.progress = [&](size_t done, size_t total) {
    if (!bar) bar.emplace("Auditing");
    (*bar)(done, total);
  };
  const AuditReport report = Audit(audit, [&](const ClaimOutcome& outcome) {
    bar.reset();
    if (!options.json) PrintOutcome(outcome);
  });
  if (options.json) PrintJson(report);
  return report.holds() ? 0 : 1;
}

}  // namespace

void AddAuditCommand(CLI::App& app, const GlobalOptions& global,
                     Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "audit",
      "Examples:\n"
      "  certseal audit\n"
      "  certseal audit --site /mnt/usb/site\n"
      "  certseal audit --json\n\n"
      "Recompute everything that the register and its site claim, from the log's "
      "entries\n"
      "up: one line a claim, up to the first that is false. Needs no passphrase and\n"
      "changes nothing. Exit codes: 0 all hold; 1 one is false, or could not be "
      "checked.");
  command->add_option("--site", options->site, "audit this copy of the site")
      ->type_name("DIR");
  command->add_flag("--json", options->json, "the claims as one JSON object");
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunAudit(*options, global); };
  });
}

}  // namespace certseal
