// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "keys/secret.h"

namespace certseal {

// KeyFromPassphrase derives 32 bytes with scrypt (RFC 7914; N 16384, r 8, p 16), which takes
// half a second by design. The salt is 16 random bytes, another one for each key. Fails for a
// passphrase shorter than kMinPassphrase.
Result<Secret> KeyFromPassphrase(const Secret& passphrase, std::string_view salt);

}  // namespace certseal
