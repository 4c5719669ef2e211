// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "base/result.h"
#include "issue/key_access.h"
#include "issue/key_change.h"
#include "issue/school_directory.h"
#include "log/witness.h"
#include "register/register.h"

namespace certseal {

// RotateKeys puts new keys in the place of the open ones of these kinds, all in one new
// version of the trust file. What was logged before keeps counting; of the issuer, log
// and document keys, the present ones need not be at hand. A new root key's trust file
// is signed by the former one too.
Result<KeyChangeSummary> RotateKeys(School& school, Register& reg,
                                    const std::set<KeyKind>& kinds,
                                    const KeyAccess& access);

// CloseKinds is the part of it that closes the open keys of these kinds.
KeyEdit CloseKinds(const std::set<KeyKind>& kinds);

// SetWitnesses makes these the witnesses, of whom `quorum` must have cosigned a current
// checkpoint. None: the trust file demands none. Fails where nothing would change.
Result<KeyChangeSummary> SetWitnesses(School& school, Register& reg,
                                      const std::vector<WitnessKey>& witnesses,
                                      uint64_t quorum, const KeyAccess& access);

// CheckWitnesses succeeds where a trust file may name them with this quorum.
Result<void> CheckWitnesses(const std::vector<WitnessKey>& witnesses, uint64_t quorum);

}  // namespace certseal
