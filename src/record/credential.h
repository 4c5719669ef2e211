// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/quarters.h"
#include "base/result.h"
#include "base/site_address.h"
#include "crypto/ed25519.h"
#include "crypto/random.h"
#include "record/code.h"

namespace certseal {

// DocumentClass is the kind of document a certificate calls itself.
enum class DocumentClass { kAttendance, kCompletion, kParticipation };

std::string_view DocumentClassTitle(
    DocumentClass document_class);  // "Certificate of ..."

// IdentityHash commits to an e-mail address or licence number without showing it:
// "sha256$" + hex SHA-256(value ‖ salt), the salt being appended as the text it is
// written as, not as bytes it might stand for (Open Badges 3.0, IdentityHash: the hash
// of "a@example.com" salted with "Kosher" is that of "a@example.comKosher").
struct IdentityHash {
  std::string hash;  // "sha256$" and 64 hex digits
  std::string salt;  // 32 hex digits, itself part of what is hashed

  static IdentityHash Of(std::string_view value, const Random& random);
  // Matches tells whether `value` is what was hashed.
  bool Matches(std::string_view value) const;
  bool operator==(const IdentityHash&) const = default;
};

// CourseFacts is what a record says of its course.
struct CourseFacts {
  std::string code;  // BDF-201; letters, digits, "-", "_", "."
  std::string title;
  std::string description;
  std::string version;   // 2026.1
  std::string language;  // BCP 47: en
  std::string criteria;  // what had to be done
  Quarters total_hours;  // the course's, didactic and hands-on
  Quarters didactic_hours;
  Quarters hands_on_hours;
  bool operator==(const CourseFacts&) const = default;
};

// StatusSlot is a certificate's place in the status lists (docs/formats.md).
struct StatusSlot {
  uint32_t block = 0;
  uint32_t index = 0;  // 0 to 131,071
  bool operator==(const StatusSlot&) const = default;
};

// Credential is all that a record states: the profile of docs/formats.md in types.
//
// Strings are well-formed UTF-8 in NFC, not empty, without space at either end, without
// control characters, line separators, direction marks and noncharacters. At most so
// many bytes each: description 2,000, criteria 4,000, school's and holder's name, role,
// assessment and course title 300, version 40, course code 40.
struct Credential {
  SiteAddress site;
  std::string school_name;
  CertificateCode code;
  DocumentClass document_class;
  std::string holder_name;  // as printed, with post-nominals: "Zoë Ångström, BSN, RN"
  std::optional<IdentityHash> email;
  std::optional<IdentityHash> licence;
  std::string role;        // injector, observer, didactic only
  std::string assessment;  // "written and practical, passed"
  CourseFacts course;
  Quarters didactic_hours;  // attended
  Quarters hands_on_hours;
  std::optional<Quarters> credits;  // claimed
  std::optional<Date> started;
  Date completed;
  Timestamp issued;
  std::optional<Date> expires;
  StatusSlot status;

  bool operator==(const Credential&) const = default;
};

// CheckCredential names the first field that is outside the profile: of a wrong form,
// too long, or at odds with another (it expires before it was completed).
Result<void> CheckCredential(const Credential& credential);

// SignedRecord is a credential with its one eddsa-rdfc-2022 proof: the exact RFC 8785
// bytes that are stored, logged and compared, and what they say.
class SignedRecord {
 public:
  static constexpr size_t kMaxBytes = 32 * 1024;

  // Sign makes the proof under did#key_id, created at `created`. Fails where
  // CheckCredential does. A key's id is 1 to 64 lower-case letters, digits and hyphens.
  static Result<SignedRecord> Sign(const Credential& credential,
                                   std::string_view key_id, const Ed25519Signer& signer,
                                   Timestamp created);

  // Parse accepts only bytes that Sign could have made (but for the signature's value,
  // which VerifySignature judges): re-serializing must give the same bytes. Errors
  // begin with the field's path: "credentialSubject.identifier[0].hashed: ...".
  static Result<SignedRecord> Parse(std::string_view bytes);

  const std::string& bytes() const { return bytes_; }
  const Credential& credential() const { return credential_; }
  const std::string& key_id() const { return key_id_; }  // key-2026-01
  Timestamp created() const { return created_; }

  // VerifySignature tells whether the holder of this key signed the record. Which key
  // an issuer's key_id() names, only the trust file says.
  [[nodiscard]] bool VerifySignature(const Ed25519PublicKey& issuer_key) const;

 private:
  SignedRecord(std::string bytes, Credential credential, std::string key_id,
               Timestamp created, std::string hash_data,
               const Ed25519Signature& signature)
      : bytes_(std::move(bytes)),
        credential_(std::move(credential)),
        key_id_(std::move(key_id)),
        created_(created),
        hash_data_(std::move(hash_data)),
        signature_(signature) {}
  std::string bytes_;
  Credential credential_;
  std::string key_id_;
  Timestamp created_;
  std::string hash_data_;  // what signature_ is over (proof.h)
  Ed25519Signature signature_;
};

}  // namespace certseal
