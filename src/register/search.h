// SPDX-License-Identifier: Apache-2.0
//
// For the .cc files of register only.
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "register/database.h"
#include "register/register.h"

namespace certseal {

// SearchIds gives the ids of what matches, in the order of Register::Search. Throws as
// SOCI does.
Result<std::vector<int64_t>> SearchIds(Database& database, const SearchQuery& query);

}  // namespace certseal
