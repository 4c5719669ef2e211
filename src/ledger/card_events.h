// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "base/result.h"
#include "record/card.h"
#include "register/register.h"

namespace certseal {

using CardEventsByCode = std::map<CertificateCode, std::vector<CardEvent>>;

// ReadCardEvents gives what the cards of these certificates say of each when the log
// has `size` entries. All must be in the register.
Result<CardEventsByCode> ReadCardEvents(Register& reg,
                                        std::span<const CertificateCode> codes,
                                        uint64_t size);

}  // namespace certseal
