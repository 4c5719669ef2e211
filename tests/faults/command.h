// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "faults/cases.h"

namespace certseal::faults {

// Outcome is what a process that ran a command left.
struct Outcome {
  int status = 0;                       // of waitpid
  std::string out = {}, err = {};       // what it printed
  std::vector<CountedCall> calls = {};  // where it counted

  // By itself, or by the fault: not by a signal.
  bool EndedAsItShould() const;
  bool Succeeded() const { return status == 0; }
  bool WasKilled() const;
};

// RunningCommand is a command of the programs in a process of its own, without a
// terminal, in `directory`: "certseal -C school publish", words between single spaces.
class RunningCommand {
 public:
  // `wanted` null: nothing is counted. `aside` is for what the command leaves for the
  // harness, and outlives it.
  RunningCommand(std::string_view command, const std::filesystem::path& directory,
                 const FaultCase* wanted, std::filesystem::path aside);
  Outcome Wait();

 private:
  pid_t process_;
  std::filesystem::path aside_;
};

// RunCommand runs it to its end, without a fault.
Outcome RunCommand(std::string_view command, const std::filesystem::path& directory,
                   const std::filesystem::path& aside);

}  // namespace certseal::faults
