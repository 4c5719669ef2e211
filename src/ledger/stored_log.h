// SPDX-License-Identifier: Apache-2.0
//
// What the register's stored log says of itself. Nothing is verified beyond its form.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.h"
#include "log/entry.h"
#include "register/register.h"
#include "trust/trust_file.h"

namespace certseal {

// StoredHead is the head that ends the log's first `size` entries; fails where another
// entry stands there.
Result<HeadEntry> StoredHead(Register& reg, uint64_t size);

// LoggedTrust gives the trust files that the log has entries of, by version; NewestLogged
// the last of them, nothing where the log is new.
Result<std::vector<TrustFile>> LoggedTrust(Register& reg);
Result<std::optional<TrustFile>> NewestLogged(Register& reg);

}  // namespace certseal
