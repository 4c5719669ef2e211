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
// command gives, `failure` for its error, 64 for wrong usage, 0 for help and version.
int RunProgram(CLI::App& app, const Invocation& invocation, int failure, int argc,
               char** argv);

// IsoDate is the check of an option's value: a date as 2026-03-14.
CLI::Validator IsoDate();

// OneOf is the check of an option's value against a few words.
CLI::Validator OneOf(const std::vector<std::string>& words);

// AddJobsOption declares --jobs N: how many threads work at once, all cores by default.
void AddJobsOption(CLI::App& command, unsigned& jobs);

}  // namespace certseal
