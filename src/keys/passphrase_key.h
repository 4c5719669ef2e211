// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/result.h"
#include "keys/secret.h"

namespace certseal {

constexpr size_t kMinPassphrase = 8;  // bytes

// scrypt's parameters (RFC 7914) wherever a passphrase guards something: half a second by
// design.
constexpr uint64_t kScryptN = 16384;  // OpenSSL 3.0 refuses more memory than this takes
constexpr uint64_t kScryptR = 8;
constexpr uint64_t kScryptP = 16;

// DemandStrength fails for a passphrase shorter than kMinPassphrase.
Result<void> DemandStrength(const Secret& passphrase);

// KeyFromPassphrase derives 32 bytes with scrypt. The salt is 16 random bytes, another one
// for each key. Fails where DemandStrength does.
Result<Secret> KeyFromPassphrase(const Secret& passphrase, std::string_view salt);

}  // namespace certseal
