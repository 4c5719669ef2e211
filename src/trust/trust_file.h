// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/site_address.h"
#include "crypto/digest.h"
#include "crypto/verifier_key.h"
#include "log/checkpoint.h"
#include "log/witness.h"

namespace certseal {

// KeyWindow is the half-open range of log indexes in which a key counts; no end: still.
struct KeyWindow {
  uint64_t begin = 0;
  std::optional<uint64_t> end;

  bool Contains(uint64_t index) const {
    return index >= begin && (!end || index < *end);
  }
  bool operator==(const KeyWindow&) const = default;
};

struct LogKey {
  VerifierKey key;
  KeyWindow window;
  bool operator==(const LogKey&) const = default;
};

struct IssuerKey {
  std::string id;  // key-2026-01: the fragment of its did:web method
  VerifierKey key;
  KeyWindow window;
  bool operator==(const IssuerKey&) const = default;
};

struct DocumentKey {
  Sha256Digest spki;  // of the certificate's DER SubjectPublicKeyInfo
  KeyWindow window;
  bool operator==(const DocumentKey&) const = default;
};

// TrustKeys is what a trust file states (docs/formats.md):
//
//   certseal trust/v1
//   origin verify.school.example
//   name Example School of Aesthetics
//   url https://verify.school.example/
//   version 1
//   root <verifier key>
//   log <verifier key> 0 -                      one or more
//   issuer key-2026-01 <verifier key> 0 -       one or more
//   document <base64 SHA-256 of SPKI> 0 -       one or more
//   witness <verifier key, type 04>             none or more
//   quorum 2                                    where there are witnesses, and only
//                                               there: 1 to their number
//
// No key stands there twice, and no two of a kind share an id or (witnesses) a name.
struct TrustKeys {
  SiteAddress site;
  std::string name;
  uint64_t version = 1;
  VerifierKey root;
  std::vector<LogKey> logs;
  std::vector<IssuerKey> issuers;
  std::vector<DocumentKey> documents;
  std::vector<WitnessKey> witnesses = {};
  uint64_t quorum = 0;  // cosignatures that a current checkpoint must carry

  std::string Text() const;
  bool operator==(const TrustKeys&) const = default;
};

// TrustFile is a school's keys, signed by its root key. Who trusts that root has pinned
// it; the signature only binds the rest to it. Where the root changes, the file carries
// the previous root's signature too.
class TrustFile {
 public:
  static constexpr size_t kMaxBytes = 64 * 1024;

  // Parse accepts only what Sign and SignByBoth print: fields in their order, canonical
  // numbers, and a valid signature by the root key that the file names. Behind it may
  // stand one line of another key, which CheckSuccessor of the previous file judges.
  static Result<TrustFile> Parse(std::string_view note);

  static std::string Sign(const TrustKeys& keys, const Ed25519Signer& root);

  // SignByBoth is for a change of the root: `keys` name the new root, and `previous` is
  // the one that employers know.
  static std::string SignByBoth(const TrustKeys& keys, const Ed25519Signer& root,
                                const VerifierKey& previous_key,
                                const Ed25519Signer& previous);

  // CheckSuccessor succeeds where `next` may take this file's place: the next version
  // of the same site, signed by this file's root (and, as every file, by its own), in
  // which every log, issuer and document key of this one is still listed with the same
  // begin, and no closed window is open again or ends later.
  //
  // It may close windows, move an end to an earlier entry, add keys, and change the
  // school's name, witnesses, quorum and the root.
  Result<void> CheckSuccessor(const TrustFile& next) const;

  // CheckCheckpoint succeeds where the checkpoint is of this school's log and signed by
  // the log key that counts for its last leaf. Fails for an empty tree.
  Result<void> CheckCheckpoint(const SignedCheckpoint& checkpoint) const;

  // CheckQuorum succeeds where the checkpoint carries cosignatures of as many witnesses
  // as the file demands, which may be none.
  Result<void> CheckQuorum(const SignedCheckpoint& checkpoint) const;

  const TrustKeys& keys() const { return keys_; }
  const std::string& bytes() const { return bytes_; }

  // Fingerprint of the root key for a person to compare: 64 hex digits of its SHA-256
  // in groups of four.
  std::string Fingerprint() const;

  const IssuerKey* FindIssuer(std::string_view id) const;
  const IssuerKey* FindIssuer(const NoteKeyId& id) const;

 private:
  TrustFile(TrustKeys keys, std::string bytes)
      : keys_(std::move(keys)), bytes_(std::move(bytes)) {}
  TrustKeys keys_;
  std::string bytes_;
};

}  // namespace certseal
