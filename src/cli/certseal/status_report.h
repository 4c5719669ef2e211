// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/certseal/codes_input.h"
#include "cli/certseal/commands.h"
#include "issue/change_status.h"

namespace certseal {

// StatusArguments are shared by the commands that change what certificates are.
struct StatusArguments {
  CodesArguments codes;
  bool yes = false;
  bool dry_run = false;
  bool json = false;
};

void AddStatusArguments(CLI::App& command, StatusArguments& arguments);

// AgreeOn shows the changes and asks for them. False: it was only to be shown
// (--dry-run). With --json what is shown goes to standard error.
Result<bool> AgreeOn(const StatusArguments& arguments,
                     std::span<const PlannedChange> changes,
                     const std::string& question);

// PrintChangesJson is one object a line for each code; `done` is false for --dry-run.
void PrintChangesJson(std::span<const PlannedChange> changes, bool done);

// CertificateCount is "1 certificate", "18 certificates".
std::string CertificateCount(size_t n);

// NextPublish says that employers do not know of it yet, and the next command.
std::string NextPublish(const GlobalOptions& global);

}  // namespace certseal
