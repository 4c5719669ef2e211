// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "base/result.h"

namespace certseal {

// A command's Run gives the exit code, or the error that main prints (exit code 1).
using Run = std::function<Result<int>()>;

// Commands declare their options on a CLI::App and, when chosen, put their Run here.
struct Invocation {
  Run run;
};

// RunProgram parses the command line and runs what it chose. Exit codes: what the
// command gives, 1 for its error, 64 for wrong usage, 0 for help and version.
int RunProgram(CLI::App& app, const Invocation& invocation, int argc, char** argv);

}  // namespace certseal
