// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "base/site_address.h"
#include "crypto/verifier_key.h"
#include "record/code.h"
#include "record/credential.h"

namespace certseal {

// SealFacts is what fits on paper of a record. On the wire one line each, LF between
// them, NFC, none empty; the expiry is "-" where there is none.
struct SealFacts {
  CertificateCode code;
  std::string holder_name;
  std::string course_code;
  std::string course_title;
  Date completed;
  std::optional<Date> expires;

  static SealFacts Of(const Credential& credential);
  bool operator==(const SealFacts&) const = default;
};

// Seal is a record's essentials, signed by the issuer key, for the QR on paper:
//
//   base64url( 01 ‖ 4-byte issuer key id ‖ 64-byte Ed25519 signature ‖ UTF-8 facts )
//
// The signature covers "certseal-seal/v1\n" ‖ origin ‖ "\n" ‖ facts. A seal proves what
// the school recorded and says nothing of today's status.
class Seal {
 public:
  static constexpr size_t kMaxText = 2048;

  // Sign fails where a fact cannot stand in a line of its own.
  static Result<Seal> Sign(const SealFacts& facts, const SiteAddress& site,
                           const VerifierKey& issuer, const Ed25519Signer& signer);

  // Parse accepts only what Sign could have printed; the signature is for Verify.
  static Result<Seal> Parse(std::string_view text);

  [[nodiscard]] bool Verify(const SiteAddress& site, const VerifierKey& issuer) const;

  const SealFacts& facts() const { return facts_; }
  const NoteKeyId& key_id() const { return key_id_; }
  std::string Text() const;

 private:
  Seal(SealFacts facts, const NoteKeyId& key_id, const Ed25519Signature& signature)
      : facts_(std::move(facts)), key_id_(key_id), signature_(signature) {}
  SealFacts facts_;
  NoteKeyId key_id_;
  Ed25519Signature signature_;
};

// QrText is what the QR on a certificate says: the school's page, and behind the "#",
// which browsers keep to themselves, the code and the seal.
//
//   https://verify.school.example/#7K3M9QXT2A8RW5DHN4V2.<seal>
struct QrText {
  SiteAddress site;
  CertificateCode code;
  Seal seal;

  // Parse demands that the seal is of the code beside it.
  static Result<QrText> Parse(std::string_view text);
  std::string Text() const;
};

}  // namespace certseal
