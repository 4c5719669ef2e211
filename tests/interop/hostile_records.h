// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "record/credential.h"

namespace certseal {

// HostileCredential makes the n-th of an endless series of valid credentials whose
// strings are as awkward as the profile allows: quotes, backslashes, astral planes,
// right-to-left and combining letters, private use, markup. The same for the same seed.
Credential HostileCredential(uint64_t seed, uint64_t n);

}  // namespace certseal
