// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/common/command.h"

namespace certseal {

// The lookup itself: certseal-lookup [OPTIONS] INPUT...
void AddCheckCommand(CLI::App& app, Invocation& invocation);

}  // namespace certseal
