// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "trust/trust_file.h"

namespace certseal {

// ReadTrustKeys reads the text of a trust file, without its signatures. It accepts only
// what TrustKeys::Text prints: fields in their order, canonical numbers, no key twice.
Result<TrustKeys> ReadTrustKeys(std::string_view text);

}  // namespace certseal
