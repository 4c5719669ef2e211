// SPDX-License-Identifier: Apache-2.0
#include "cli/lookup/trust_command.h"

#include <cstdlib>
#include <iostream>
#include <memory>

#include "base/file.h"
#include "base/strings.h"
#include "cli/common/terminal.h"

namespace certseal {
namespace {

struct TrustOptions {
  std::string file;
  std::string origin;
};

void Show(const TrustFile& trust) {
  const TrustKeys& keys = trust.keys();
  std::cout << Bold(EscapeControls(keys.name)) << "\n  origin       " << keys.site.origin()
            << "\n  version      " << keys.version << "\n  fingerprint  "
            << trust.Fingerprint().substr(0, 39) << "\n               "
            << trust.Fingerprint().substr(40) << "\n";
}

Result<int> RunAdd(const TrustOptions& options) {
  ASSIGN_OR_RETURN(const TrustFile trust, ReadTrustFile(options.file));
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  TRY(pinned.Add(trust));
  Show(trust);
  std::cout << "\nFrom now on this school's certificates are accepted on this account.\n"
               "Compare the fingerprint with the school's, by telephone or from its papers;\n"
               "if it differs: certseal-lookup trust remove "
            << trust.keys().site.origin() << "\n";
  return 0;
}

Result<int> RunList() {
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  ASSIGN_OR_RETURN(const std::vector<TrustFile> schools, pinned.All());
  if (schools.empty()) {
    PrintNote("certseal-lookup", "no school is accepted yet: certseal-lookup trust add FILE");
  }
  for (const TrustFile& trust : schools) Show(trust);
  return 0;
}

Result<int> RunRemove(const TrustOptions& options) {
  ASSIGN_OR_RETURN(const PinnedSchools pinned, DefaultPinnedSchools());
  const auto site = SiteAddress::Parse(options.origin);  // the address serves as well
  TRY(pinned.Remove(site ? site->origin() : options.origin));
  std::cout << "Certificates of " << options.origin << " are no longer accepted.\n";
  return 0;
}

}  // namespace

Result<PinnedSchools> DefaultPinnedSchools() {
  const char* xdg = std::getenv("XDG_CONFIG_HOME");
  const char* home = std::getenv("HOME");
  std::filesystem::path config;
  // The specification has relative paths ignored.
  if (xdg && *xdg == '/') {
    config = xdg;
  } else if (home && *home) {
    config = std::filesystem::path(home) / ".config";
  } else {
    return Fail("neither XDG_CONFIG_HOME nor HOME says where the accepted schools are",
                {"give the school's trust file with --trust FILE"});
  }
  return PinnedSchools(config / "certseal" / "schools");
}

Result<TrustFile> ReadTrustFile(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string bytes, ReadFile(path, TrustFile::kMaxBytes));
  Result<TrustFile> trust = TrustFile::Parse(bytes);
  if (!trust) return Within(Quote(path), trust.error());
  return trust;
}

void AddTrustCommand(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<TrustOptions>();
  CLI::App* trust = app.add_subcommand(
      "trust",
      "Examples:\n"
      "  certseal-lookup trust add school.trust\n"
      "  certseal-lookup trust list\n"
      "  certseal-lookup trust remove verify.school.example\n\n"
      "The schools whose certificates you accept: each is pinned by its root key.");
  trust->require_subcommand(1);

  CLI::App* add = trust->add_subcommand("add", "accept a school by its trust file");
  add->add_option("FILE", options->file, "the school's trust file (school.trust)")->required();
  add->callback([=, &invocation] { invocation.run = [=] { return RunAdd(*options); }; });

  CLI::App* list = trust->add_subcommand("list", "show the accepted schools");
  list->callback([&invocation] { invocation.run = [] { return RunList(); }; });

  CLI::App* remove = trust->add_subcommand("remove", "accept a school no longer");
  remove->add_option("ORIGIN", options->origin, "as 'trust list' shows it")->required();
  remove->callback([=, &invocation] { invocation.run = [=] { return RunRemove(*options); }; });
}

}  // namespace certseal
