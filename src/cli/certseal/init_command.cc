// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>
#include <optional>

#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/common/terminal.h"
#include "issue/init_school.h"

namespace certseal {
namespace {

struct Options {
  std::string directory;
  std::string name;
  std::string url;
  std::string passphrase_file;
  std::string database;
};

Result<std::optional<DatabaseUrl>> ReadDatabase(const Options& options) {
  if (options.database.empty()) return std::optional<DatabaseUrl>();
  Result<DatabaseUrl> url = DatabaseUrl::Parse(options.database);
  if (!url) return Within("--register", url.error());
  return std::optional(std::move(*url));
}

Result<int> RunInit(const Options& options) {
  ASSIGN_OR_RETURN(const std::optional<DatabaseUrl> database, ReadDatabase(options));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   ReadPassphrase(options.passphrase_file, PassphraseUse::kChoose));
  ASSIGN_OR_RETURN(const InitSummary summary,
                   InitSchool({options.directory, options.name, options.url, passphrase,
                               SystemNow(), database}));
  const std::string& dir = options.directory;
  std::cout << "Made the school " << Bold(EscapeControls(options.name)) << " in " << dir
            << "\n\n"
            << "  school.json         who you are: complete it before you issue\n"
               "  courses.json        13 courses to keep, change or delete\n"
               "  keys/               your keys, encrypted with the passphrase\n"
               "  keys/school.trust   what employers accept once; give it to them\n\n"
               "Root key fingerprint, for employers to compare by telephone:\n  "
            << summary.fingerprint.substr(0, 39) << "\n  " << summary.fingerprint.substr(40)
            << "\n\n"
            << Bold("Take the root key offline now.")
            << " Copy these two to two USB sticks, put the sticks into\n"
               "two safes, and delete them here; issuing does not need them:\n  "
            << dir << "/keys/root.key\n  " << dir << "/keys/school-ca.key\n\n"
            << "Next: edit " << dir << "/school.json, then\n  certseal -C " << dir
            << " check ROSTER\n";
  return 0;
}

}  // namespace

void AddInitCommand(CLI::App& app, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand(
      "init",
      "Example:\n"
      "  certseal init school --name 'Example School of Aesthetics' "
      "--url https://verify.school.example/\n\n"
      "Make a school's directory: profile, courses, keys, an empty register.");
  command->add_option("DIR", options->directory, "must not exist, or be empty")->required();
  command->add_option("--name", options->name, "the school's name, as certificates show it")
      ->required();
  command
      ->add_option("--url", options->url,
                   "where the register will be published; it cannot change later")
      ->required();
  command
      ->add_option("--register", options->database,
                   "keep the register in this PostgreSQL database instead of a file")
      ->type_name("URL");
  command
      ->add_option("--passphrase-file", options->passphrase_file,
                   "read the passphrase from a file's first line (-: standard input)")
      ->type_name("FILE");
  command->callback(
      [=, &invocation] { invocation.run = [=] { return RunInit(*options); }; });
}

}  // namespace certseal
