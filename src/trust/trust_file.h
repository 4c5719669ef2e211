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

namespace certseal {

// KeyWindow is the half-open range of log indexes in which a key counts; no end: still.
struct KeyWindow {
  uint64_t begin = 0;
  std::optional<uint64_t> end;
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
struct TrustKeys {
  SiteAddress site;
  std::string name;
  uint64_t version = 1;
  VerifierKey root;
  std::vector<LogKey> logs;
  std::vector<IssuerKey> issuers;
  std::vector<DocumentKey> documents;

  std::string Text() const;
  bool operator==(const TrustKeys&) const = default;
};

// TrustFile is a school's keys, signed by its root key. Who trusts that root has pinned
// it; the signature only binds the rest to it.
class TrustFile {
 public:
  static constexpr size_t kMaxBytes = 64 * 1024;

  // Parse accepts only what Sign prints: fields in their order, canonical numbers, and
  // a valid signature by the root key that the file names.
  static Result<TrustFile> Parse(std::string_view note);

  static std::string Sign(const TrustKeys& keys, const Ed25519Signer& root);

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
