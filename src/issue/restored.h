// SPDX-License-Identifier: Apache-2.0
//
// A school that came out of a backup may be older than what it has published since: signing
// on would fork its log. A mark in its directory keeps it from signing until it was compared.
#pragma once

#include <cstdint>

#include "base/date.h"
#include "base/result.h"
#include "issue/school_directory.h"

namespace certseal {

// MarkRestored says that the directory came from a backup made then, of so large a log.
Result<void> MarkRestored(const SchoolPaths& paths, Timestamp made, uint64_t log_size);

// DemandCompared fails where the mark stands.
Result<void> DemandCompared(const School& school);

// ForgetRestored takes it away: the school was compared, or has published nothing. False:
// there was none.
Result<bool> ForgetRestored(const SchoolPaths& paths);

}  // namespace certseal
