// SPDX-License-Identifier: Apache-2.0
#include "faults/fixtures.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>

#include "base/strings.h"
#include "faults/command.h"

namespace certseal::faults {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Die(const std::string& command, const std::string& why) {
  std::fprintf(stderr, "cannot prepare: %s: %s\n", command.c_str(), why.c_str());
  ::_exit(2);
}

void Must(const std::string& template_command, const Place& place,
          const fs::path& aside) {
  const std::string command = place.Filled(template_command);
  if (command.starts_with("sh:")) {
    const std::string shell =
        StrCat("cd '", place.directory().string(), "' && ", command.substr(3));
    if (std::system(shell.c_str()) != 0) Die(command, "fails");
    return;
  }
  const Outcome outcome = RunCommand(command, place.directory(), aside);
  if (!outcome.Succeeded()) Die(command, outcome.err);
}

void WriteInputs(const Place& place) {
  std::ofstream(place.directory() / "pass") << kPassphrase << '\n';
  std::ofstream(place.directory() / "class.csv") << RosterOf(0, 5);
  std::ofstream(place.directory() / "later.csv") << RosterOf(5, 2);
  std::ofstream(place.directory() / "one.csv") << RosterOf(7, 1);
  std::ofstream(place.directory() / "more.csv") << RosterOf(10, 3);
}

std::vector<std::string> CommandsOf(Fixture fixture) {
  std::vector<std::string> commands;
  if (fixture == Fixture::kEmpty) return commands;
  commands.push_back(
      "certseal init school --name School --url https://verify.school.example/" +
      kPass);
  if (fixture == Fixture::kNew) return commands;
  for (const char* each :
       {"issue class.csv", "publish", "issue later.csv",
        "revoke {3} --reason issued-in-error --yes",
        "suspend {4} --reason issued-in-error --yes", "hold {6} --note fee --yes"}) {
    commands.push_back(kSchool + each + kPass);
  }
  return commands;
}

}  // namespace

void Prepare(const Operation& operation, const fs::path& directory,
             const fs::path& aside) {
  fs::create_directories(directory);
  const Place place(directory);
  WriteInputs(place);
  for (const std::string& each : CommandsOf(operation.fixture))
    Must(each, place, aside);
  for (const std::string& each : operation.prepare) Must(each, place, aside);
}

}  // namespace certseal::faults
