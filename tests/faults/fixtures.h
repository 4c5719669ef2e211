// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "faults/operations.h"

namespace certseal::faults {

// Prepare makes the state that an operation begins in, in a new directory. It ends the
// program where that cannot be done.
void Prepare(const Operation& operation, const std::filesystem::path& directory,
             const std::filesystem::path& aside);

}  // namespace certseal::faults
