// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/common/command.h"
#include "trust/pinned_schools.h"

namespace certseal {

// certseal-lookup trust add|list|remove
void AddTrustCommand(CLI::App& app, Invocation& invocation);

// DefaultPinnedSchools keeps them under $XDG_CONFIG_HOME/certseal/schools, or
// ~/.config/certseal/schools.
Result<PinnedSchools> DefaultPinnedSchools();

// ReadTrustFile reads and verifies a trust file; errors name it.
Result<TrustFile> ReadTrustFile(const std::string& path);

}  // namespace certseal
