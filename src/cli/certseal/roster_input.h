// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/parallel.h"
#include "base/result.h"
#include "cli/certseal/commands.h"
#include "crypto/digest.h"
#include "issue/roster_plan.h"
#include "issue/school_directory.h"
#include "roster/roster.h"

namespace certseal {

// RosterArguments are what `check` and `issue` share: the file, and how to read it.
struct RosterArguments {
  std::string file;
  std::string course;
  std::string dates;               // mdy, dmy, ymd
  std::vector<std::string> map;    // FIELD=COLUMN
  std::vector<int> skip;           // lines
  bool valid_only = false;
  std::vector<int> duplicate;      // lines
  unsigned jobs = HardwareThreads();
};

void AddRosterArguments(CLI::App& command, RosterArguments& arguments);

// LoadedRoster is a roster read by its school's rules.
struct LoadedRoster {
  Sha256Digest source_sha256;  // of the file
  Roster roster;
  Selection selection;
};

Result<LoadedRoster> LoadRoster(const RosterArguments& arguments, const School& school);

}  // namespace certseal
