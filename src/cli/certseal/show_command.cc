// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/history_report.h"
#include "cli/certseal/listing.h"
#include "cli/common/terminal.h"
#include "issue/certificate_files.h"

namespace certseal {
namespace {

struct Options {
  std::string code;
  bool json = false;
  bool record = false;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

// Where the file is; where it belongs, if there is none.
std::string FileOf(const StoredCertificate& stored, bool held, const SchoolPaths& paths) {
  if (stored.erased) return "";
  const CertificateFacts& facts = stored.row.facts;
  const FilePlace place =
      FindCertificateFile(paths, facts).value_or(PlaceFor(stored.state, held));
  return (paths.certificates() / PlacedPath(facts, place)).string();
}

Fields FieldsOf(const StoredCertificate& stored, bool held, Date today,
                const SchoolPaths& paths) {
  Fields fields = ListedFields({stored.row.facts, stored.state, stored.erased}, today);
  fields.emplace_back("file", FileOf(stored, held, paths));
  fields.emplace_back("recordSha256", stored.record_sha256.Hex());
  fields.emplace_back("template", stored.row.template_name);
  fields.emplace_back("qr", stored.row.seal);
  return fields;
}

void PrintFields(const Fields& fields) {
  for (const auto& [key, value] : fields) {
    if (value.empty()) continue;
    std::cout << "  " << key << std::string(static_cast<size_t>(14 - DisplayWidth(key)), ' ')
              << EscapeControls(value) << "\n";
  }
}

void PrintText(const StoredCertificate& stored, const CertificateHistory& history,
               const Fields& fields) {
  if (stored.erased) {
    std::cout << "The person of this certificate was erased; this is what is left.\n\n";
  }
  PrintFields(fields);
  PrintFields(SuccessionFields(history));
  if (history.hold) {
    PrintFields({{"heldSince", history.hold->since.Minute()},
                 {"holdNote", history.hold->note}});
  }
  std::cout << "\n" << HistoryText(stored, history);
}

void PrintJson(const StoredCertificate& stored, const CertificateHistory& history,
               const Fields& fields) {
  nlohmann::ordered_json object;
  for (const auto& [key, value] : fields) object[key] = value;
  AddHistory(stored, history, object);
  std::cout << object.dump(-1, ' ', false,
                           nlohmann::ordered_json::error_handler_t::replace)
            << "\n";
}

Result<int> RunShow(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const CertificateCode code, CertificateCode::Parse(options.code));
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.Location()));
  ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
  if (!stored) {
    return Fail(StrCat("the register has no certificate ", code.Printed()),
                {"search by name: certseal find NAME"});
  }
  if (options.record) {
    if (stored->erased) {
      return Fail(StrCat(code.Printed(), " was erased: its record is gone"));
    }
    std::cout << stored->row.record;  // the exact bytes: nothing may be added
    return 0;
  }
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  const Fields fields =
      FieldsOf(*stored, history.hold.has_value(), SystemNow().date(), school.paths);
  if (options.json) {
    PrintJson(*stored, history, fields);
  } else {
    PrintText(*stored, history, fields);
  }
  return 0;
}

}  // namespace

void AddShowCommand(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "show",
      "Examples:\n"
      "  certseal show 7K3M-9QXT-2A8R-W5DH-N4V2\n"
      "  certseal show 7K3M-9QXT-2A8R-W5DH-N4V2 --record > record.json\n\n"
      "Show all that the register holds of a certificate, and all that happened to it.");
  command->add_option("CODE", options->code, "the certificate's code")->required();
  CLI::Option* json = command->add_flag("--json", options->json, "one JSON object");
  command->add_flag("--record", options->record, "the signed record itself")->excludes(json);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunShow(*options, global); };
  });
}

}  // namespace certseal
