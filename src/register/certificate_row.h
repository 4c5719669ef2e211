// SPDX-License-Identifier: Apache-2.0
//
// What the register keeps of a certificate, in types. Strings are well-formed UTF-8
// without NUL; a field that may be empty says so.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "crypto/digest.h"
#include "log/entry.h"
#include "record/code.h"
#include "record/credential.h"

namespace certseal {

// CertificateState is what the school's events have made of a certificate. That it has
// expired is no state: see StandingOn.
enum class CertificateState { kActive, kSuspended, kRevoked, kReplaced };

// Standing is what a list shows for a certificate on a given day.
enum class Standing { kActive, kExpired, kSuspended, kRevoked, kReplaced };

std::string_view StandingText(Standing standing);              // active, expired ...
std::optional<Standing> ParseStanding(std::string_view text);  // exactly as printed

// StandingOn: an active certificate is expired from its expiry date on. What is
// suspended, revoked or replaced stays so.
Standing StandingOn(Date today, CertificateState state, std::optional<Date> expires);

// CanChange tells whether an event may follow on a state. A revocation is final (W3C
// Bitstring Status List 1.0 §2.2) but for a successor being named.
//
//   active     -> suspended, revoked, replaced
//   suspended  -> reinstated (active), revoked, replaced
//   revoked    -> replaced
bool CanChange(CertificateState state, StatusChange change);
CertificateState StateAfter(StatusChange change);

// CertificateFacts is what lists of certificates show.
struct CertificateFacts {
  CertificateCode code;
  DocumentClass document_class = DocumentClass::kCompletion;
  std::string holder_name;    // as printed: "Zoë Ångström, BSN, RN"
  std::string plain_name;     // without post-nominals: what tells people apart
  std::string email;          // may be empty
  std::string licence;        // may be empty
  std::string licence_state;  // may be empty
  std::string profession;     // may be empty
  std::string course_code;
  std::string course_title;
  Date completed;
  Timestamp issued;
  std::optional<Date> expires;

  bool operator==(const CertificateFacts&) const = default;
};

// CertificateRow is a certificate as it enters the register; none of it changes later.
struct CertificateRow {
  static constexpr size_t kMaxFieldBytes = 4 * 1024;  // of each field but those below
  static constexpr size_t kMaxRecordBytes = SignedRecord::kMaxBytes;
  static constexpr size_t kMaxPageBytes = 256 * 1024;

  CertificateFacts facts;
  // The digest of what identifies the achievement (graduate, course, completion date).
  // No two certificates share one: this is what makes issuing idempotent.
  Sha256Digest identity;
  StatusSlot status;   // no two certificates share one
  std::string record;  // the signed record's bytes
  std::string seal;    // the text of the QR code
  std::string page;    // JSON: what the page shows beyond the record; may be empty
  std::string template_name;
  Sha256Digest template_sha256;  // of the template's file
  int64_t roster_line = 0;       // 0: not from a roster

  bool operator==(const CertificateRow&) const = default;
};

// ListedCertificate is a line of a list. Of an erased certificate the personal fields
// (names, e-mail, licence, profession) are empty.
struct ListedCertificate {
  CertificateFacts facts;
  CertificateState state = CertificateState::kActive;
  bool erased = false;

  bool operator==(const ListedCertificate&) const = default;
};

// StoredCertificate is all the register holds of a certificate. Of an erased one
// record, seal and page are empty too, and the identity is that of the empty string.
struct StoredCertificate {
  CertificateRow row;
  CertificateState state = CertificateState::kActive;
  Sha256Digest record_sha256;  // stays when the record is erased
  int64_t batch_id = 0;
  bool erased = false;
  std::optional<uint64_t> log_index = {};  // of its `issue` entry; none: not logged yet
};

}  // namespace certseal
