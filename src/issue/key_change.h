// SPDX-License-Identifier: Apache-2.0
//
// What every change of a school's keys has in common: a new version of the trust file,
// signed by the root key, in the same transaction as its entry in the log.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "issue/key_store.h"
#include "issue/school_directory.h"
#include "keys/pkcs12.h"
#include "keys/private_key.h"
#include "register/register.h"
#include "trust/trust_file.h"

namespace certseal {

// KeyEdit changes what the next trust file lists beyond new keys. `index` is the place
// in the log from which the change counts. It is called with the right to write in
// hand.
using KeyEdit = std::function<Result<void>(TrustKeys& keys, uint64_t index)>;

// FreshDocumentKey is a document key that is not in keys/ yet.
struct FreshDocumentKey {
  DocumentIdentity identity;
  std::string pem;  // the contents of its file
};

// FreshRootKey will take the place of the present one.
struct FreshRootKey {
  Ed25519PrivateKey key;
  std::string pem;
  std::filesystem::path file;  // must not exist
};

// KeyChange is one change: its keys, opened, and those it brings into use. The private
// keys of the latter exist in memory and as the encrypted contents of their files.
struct KeyChange {
  Ed25519PrivateKey root;  // the present one
  // Those that sign once the change is made; where one is new, `listed` has its name
  // and key, and its window begins where the change counts.
  LedgerKeys ledger;
  // Of a new ledger.issuer and a new ledger.log: the contents of their files.
  std::optional<std::string> fresh_issuer = {};
  std::optional<std::string> fresh_log = {};
  std::optional<FreshDocumentKey> fresh_document = {};
  std::optional<FreshRootKey> fresh_root = {};
  KeyEdit edit = [](TrustKeys&, uint64_t) { return Result<void>(); };
};

struct KeyChangeSummary {
  uint64_t version = 0;                      // of the new trust file
  uint64_t index = 0;                        // of the log, from which the change counts
  std::vector<std::filesystem::path> files;  // the new private keys but the root's
  std::optional<std::filesystem::path> root_file;
  // What an interrupted change had left under a name that was needed.
  std::optional<std::filesystem::path> moved_away;
};

// CommitKeyChange makes it: key files, durably; then, in one transaction, the new trust
// file, its `keys` entry, the status lists signed anew, the head; then
// keys/school.trust. `school` goes on with the new trust file.
//
// Where it fails nothing has changed, and the files it made are gone. The one exception
// is a failure after the register had it: the error says so, and the next program that
// opens the register completes it.
//
// A new document key counts from the log's beginning: PDFs of certificates issued
// before may be drawn again and are signed with it.
Result<KeyChangeSummary> CommitKeyChange(School& school, Register& reg,
                                         const KeyChange& change,
                                         const Clock& clock = SystemNow);

// CloseWindow ends a window at `index`, or moves its end there. Fails before its begin,
// and where it has ended earlier: nothing that was disowned ever counts again.
Result<void> CloseWindow(KeyWindow& window, uint64_t index, std::string_view name);

// CloseAllOpen ends every window that is open.
template <typename Key>
Result<void> CloseAllOpen(std::vector<Key>& keys, uint64_t index,
                          std::string_view kind) {
  for (Key& each : keys) {
    if (!each.window.end) TRY(CloseWindow(each.window, index, kind));
  }
  return {};
}

}  // namespace certseal
