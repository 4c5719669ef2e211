// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "site/site_source.h"
#include "verify/checkpoint_memory.h"
#include "verify/school_registers.h"

namespace certseal {

// IsAddress tells a web address from a directory.
bool IsAddress(std::string_view place);

// OpenPlace is what --register names: an https address, or a directory.
Result<std::shared_ptr<const SiteSource>> OpenPlace(const std::string& place);

// DefaultCheckpointMemory is under $XDG_STATE_HOME/certseal/checkpoints, or
// ~/.local/state/certseal/checkpoints; nothing where neither is known.
std::optional<CheckpointMemory> DefaultCheckpointMemory();

// MakeRegisters reads every school's register in the place given, or (empty) at its own
// address. Nothing is read before a certificate asks for it.
Result<SchoolRegisters> MakeRegisters(const std::string& place,
                                      const CheckpointMemory* memory, Timestamp now);

}  // namespace certseal
