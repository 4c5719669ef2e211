// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "issue/key_access.h"
#include "issue/key_change.h"
#include "issue/school_directory.h"
#include "record/code.h"
#include "register/register.h"

namespace certseal {

// CloseRequest is what the administrator asks for.
struct CloseRequest {
  KeyKind kind;  // not kRoot
  // Issuer: its id. Document: the name of its file (document-2), or at least 8 digits
  // of the SHA-256 that `keys list` shows. Log: empty, the one that is open.
  std::string name;
  std::optional<uint64_t> at = {};  // an index of the log; none: now
};

// ClosePlan is what closing would do: for a person to see before it is done.
struct ClosePlan {
  KeyKind kind;
  size_t place;                // in the trust file's list of the kind
  std::string name;            // for messages
  std::optional<uint64_t> at;  // none: now
  // The certificates that stand in the log from `at` on, within the key's window: what
  // it signed for them will not count.
  std::vector<CertificateCode> disowned = {};
  bool fresh = false;  // no key of the kind would stay open: a new one is made
};

// PlanClose finds the key and looks what would follow; it changes nothing. Fails where
// there is no such key, and where its window cannot end there.
Result<ClosePlan> PlanClose(const School& school, Register& reg,
                            const CloseRequest& request);

// CloseKey does what was planned. Fails, changing nothing, where more certificates than
// the plan says would be disowned by now.
Result<KeyChangeSummary> CloseKey(School& school, Register& reg, const ClosePlan& plan,
                                  const KeyAccess& access);

// CloseAsPlanned is the part of it that edits the trust file.
KeyEdit CloseAsPlanned(const ClosePlan& plan, Register& reg);

}  // namespace certseal
