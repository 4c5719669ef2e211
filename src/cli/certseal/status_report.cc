// SPDX-License-Identifier: Apache-2.0
#include "cli/certseal/status_report.h"

#include <iostream>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "cli/certseal/confirm.h"
#include "cli/common/table.h"

namespace certseal {
namespace {

struct ShownChange {
  std::string name, before, after;

  ShownChange(const PlannedChange& change, Date today) {
    const CertificateFacts& facts = change.certificate.facts;
    name = change.certificate.erased ? "(erased)" : facts.holder_name;
    before = StandingText(StandingOn(today, change.certificate.state, facts.expires));
    after = StandingText(StandingOn(today, change.after(), facts.expires));
  }
};

std::string ChangesText(std::span<const PlannedChange> changes, Date today) {
  Table table({"code", "name", "course", "now", "becomes", "reason"});
  for (const PlannedChange& change : changes) {
    const CertificateFacts& facts = change.certificate.facts;
    const ShownChange shown(change, today);
    table.Add({facts.code.Printed(), shown.name, facts.course_code, shown.before,
               shown.after, std::string(StatusReasonText(change.reason))});
  }
  return table.Text();
}

}  // namespace

void AddStatusArguments(CLI::App& command, StatusArguments& arguments) {
  AddCodesArguments(command, arguments.codes);
  command.add_flag("--yes", arguments.yes, "do not ask");
  command.add_flag("--dry-run", arguments.dry_run, "show what would change, and stop");
  command.add_flag("--json", arguments.json, "one JSON object a line");
}

Result<bool> AgreeOn(const StatusArguments& arguments,
                     std::span<const PlannedChange> changes,
                     const std::string& question) {
  const Date today = SystemNow().date();
  if (arguments.json && arguments.dry_run) {
    PrintChangesJson(changes, false);
    return false;
  }
  if (!arguments.json || !arguments.yes) {
    (arguments.json ? std::cerr : std::cout) << ChangesText(changes, today) << "\n"
                                             << std::flush;
  }
  if (arguments.dry_run) {
    std::cout << "Nothing was changed (--dry-run).\n";
    return false;
  }
  TRY(Confirm(arguments.yes, question));
  return true;
}

void PrintChangesJson(std::span<const PlannedChange> changes, bool done) {
  const Date today = SystemNow().date();
  for (const PlannedChange& change : changes) {
    const CertificateFacts& facts = change.certificate.facts;
    const ShownChange shown(change, today);
    const nlohmann::ordered_json object = {
        {"code", facts.code.Printed()},
        {"name", change.certificate.erased ? "" : shown.name},
        {"course", facts.course_code},
        {"before", shown.before},
        {"after", shown.after},
        {"reason", StatusReasonText(change.reason)},
        {"done", done}};
    std::cout << object.dump() << "\n";
  }
}

std::string CertificateCount(size_t n) {
  return StrCat(n, n == 1 ? " certificate" : " certificates");
}

std::string NextPublish(const GlobalOptions& global) {
  return StrCat("Employers see it once it is published.\nNext: certseal -C ",
                global.directory, " publish\n");
}

}  // namespace certseal
