// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "base/file_batch.h"
#include "base/result.h"
#include "register/register.h"

namespace certseal {

// StageTiles stages the tiles and entry bundles of the tree of `size` leaves that the
// tree of `from` leaves did not have.
Result<void> StageTiles(Register& reg, uint64_t from, uint64_t size, FileBatch& files);

}  // namespace certseal
