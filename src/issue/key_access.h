// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <set>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "issue/key_change.h"
#include "issue/school_directory.h"
#include "keys/secret.h"

namespace certseal {

// KeyKind is a kind of keys of the trust file.
enum class KeyKind { kIssuer, kLog, kDocument, kRoot };
std::string_view KeyKindText(KeyKind kind);  // issuer, log, document, root

// KeyAccess says where the keys are that a change of keys needs, and what opens them.
struct KeyAccess {
  const Secret& passphrase;                  // of all the school's keys
  std::filesystem::path root_key = {};       // empty: the one in keys/
  std::filesystem::path authority_key = {};  // of school-ca.crt; empty: in keys/
  std::filesystem::path new_root_key = {};   // must not exist; empty: a name in keys/
  Clock clock = SystemNow;
};

// OpenKeyChange opens the root key and those that sign the log and the status lists,
// and makes new keys of the kinds in `fresh`: of these the present ones are not opened,
// so they may be lost. The root key comes first: that it opens shows that the passphrase
// is the right one, before a new key is encrypted with it. Takes about a second.
Result<KeyChange> OpenKeyChange(const School& school, const KeyAccess& access,
                                const std::set<KeyKind>& fresh);

}  // namespace certseal
