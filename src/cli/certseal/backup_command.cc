// SPDX-License-Identifier: Apache-2.0
#include <iostream>
#include <memory>

#include "backup/backup.h"
#include "base/strings.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/passphrase.h"
#include "cli/common/terminal.h"
#include "issue/school_register.h"

namespace certseal {
namespace {

struct Options {
  std::string file;
  std::string directory;
  std::string passphrase_file;
  bool check = false;
};

Result<Secret> BackupPassphrase(const Options& options, PassphraseUse use) {
  return ReadPassphrase(options.passphrase_file, use,
                        {"the backup", "--passphrase-file"});
}

std::string Megabytes(uint64_t bytes) {
  const uint64_t tenths = (bytes + 50'000) / 100'000;
  return StrCat(tenths / 10, ".", tenths % 10, " MB");
}

std::string WhatIsIn(const BackupFacts& facts) {
  return StrCat(EscapeControls(facts.school), ", ", facts.made.Minute(), ": ", facts.files,
                " files, ", Megabytes(facts.bytes), ", a log of ", facts.log_size,
                facts.log_size == 1 ? " entry" : " entries");
}

Result<int> RunBackup(const Options& options, const GlobalOptions& global) {
  ASSIGN_OR_RETURN(School school, School::Open(global.directory));
  ASSIGN_OR_RETURN(Register reg, OpenRegister(school));
  ASSIGN_OR_RETURN(const Secret passphrase,
                   BackupPassphrase(options, PassphraseUse::kChoose));
  ASSIGN_OR_RETURN(const BackupFacts facts,
                   BackUp(school, reg, passphrase, options.file, SystemNow()));
  std::cout << "Wrote " << options.file << "\n  " << WhatIsIn(facts)
            << "\nNot in it: site/ and certificates/, which publish and render make again; "
               "keys that\nare in no file of keys/.\n"
            << "Next: certseal restore --check " << options.file << "\n";
  return 0;
}

Result<int> RunCheck(const Options& options) {
  ASSIGN_OR_RETURN(const Secret passphrase, BackupPassphrase(options, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(const BackupFacts facts, CheckBackup(options.file, passphrase));
  std::cout << Green("ok") << "    " << options.file
            << ": every byte is as it was written\n  " << WhatIsIn(facts) << "\n";
  return 0;
}

Result<int> RunRestore(const Options& options) {
  if (options.check) return RunCheck(options);
  if (options.directory.empty()) {
    return Fail("into which directory?", {StrCat("certseal restore ", options.file, " DIR"),
                                          "to read the backup alone: --check"});
  }
  ASSIGN_OR_RETURN(const Secret passphrase, BackupPassphrase(options, PassphraseUse::kOpen));
  ASSIGN_OR_RETURN(const BackupFacts facts,
                   Restore(options.file, passphrase, options.directory));
  std::cout << "Restored to " << options.directory << "\n  " << WhatIsIn(facts)
            << "\nIt signs nothing before it was compared with what was published since:\n"
            << "  certseal -C " << options.directory << " recover --from " << facts.url
            << "\nUse one copy of a school alone, and never an older one again.\n";
  return 0;
}

void AddPassphraseFile(CLI::App& command, Options& options) {
  command
      .add_option("--passphrase-file", options.passphrase_file,
                  "read the backup's passphrase from a file's first line (-: standard "
                  "input)")
      ->type_name("FILE");
}

}  // namespace

void AddBackupCommands(CLI::App& app, const GlobalOptions& global, Invocation& invocation) {
  auto options = std::make_shared<Options>();
  CLI::App* backup = app.add_subcommand(
      "backup",
      "Example:\n"
      "  certseal backup /media/stick/school-2026-11-26.backup\n\n"
      "Write the school's directory to one encrypted file: register, keys, profile, courses,\n"
      "templates. Others may work meanwhile. The passphrase is the backup's own.");
  backup->add_option("FILE", options->file, "must not exist; on another disk")->required();
  AddPassphraseFile(*backup, *options);
  backup->callback([=, &global, &invocation] {
    invocation.run = [=, &global] { return RunBackup(*options, global); };
  });
  CLI::App* restore = app.add_subcommand(
      "restore",
      "Examples:\n"
      "  certseal restore --check /media/stick/school-2026-11-26.backup\n"
      "  certseal restore /media/stick/school-2026-11-26.backup school\n\n"
      "Make a school's directory from a backup. It signs nothing before \"recover\" has\n"
      "compared it with what was published since.");
  restore->add_option("FILE", options->file, "the backup")->required();
  restore->add_option("DIR", options->directory, "must not exist");
  restore->add_flag("--check", options->check, "read every byte of it, and make nothing");
  AddPassphraseFile(*restore, *options);
  restore->callback([=, &invocation] {
    invocation.run = [=] { return RunRestore(*options); };
  });
}

}  // namespace certseal
