// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "base/unicode.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/listing.h"
#include "cli/common/terminal.h"
#include "issue/render.h"

namespace certseal {
namespace {

struct Options {
  std::string code;
  bool json = false;
  bool record = false;
};

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields FieldsOf(const StoredCertificate& stored, Date today, const SchoolPaths& paths) {
  Fields fields = ListedFields({stored.row.facts, stored.state, stored.erased}, today);
  fields.emplace_back("file",
                      (paths.certificates() / CertificatePath(stored.row.facts)).string());
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

Result<int> RunShow(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(const CertificateCode code, CertificateCode::Parse(options.code));
  ASSIGN_OR_RETURN(const School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, Register::Open(school.paths.database()));
  ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
  if (!stored) {
    return Fail(StrCat("the register has no certificate ", code.Printed()),
                {"search by name: certseal find NAME"});
  }
  if (options.record) {
    std::cout << stored->row.record;  // the exact bytes: nothing may be added
    return 0;
  }
  const Fields fields = FieldsOf(*stored, SystemNow().date(), school.paths);
  if (options.json) {
    nlohmann::ordered_json object;
    for (const auto& [key, value] : fields) object[key] = value;
    std::cout << object.dump() << "\n";
  } else {
    PrintFields(fields);
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
      "Show all that the register holds of a certificate.");
  command->add_option("CODE", options->code, "the certificate's code")->required();
  CLI::Option* json = command->add_flag("--json", options->json, "one JSON object");
  command->add_flag("--record", options->record, "the signed record itself")->excludes(json);
  command->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunShow(*options, global); };
  });
}

}  // namespace certseal
