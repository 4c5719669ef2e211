// SPDX-License-Identifier: Apache-2.0
//
// What the register keeps of its log and of what becomes of certificates, in types. The
// register stores these; what they mean, and that they are right, is the ledger's to
// say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/date.h"
#include "log/entry.h"
#include "record/code.h"
#include "register/certificate_row.h"

namespace certseal {

// CertificateEvent is a change of a certificate's state, as a `status` entry of the log
// has it, with the codes that belong to the leaf indexes.
struct CertificateEvent {
  CertificateCode code;
  StatusChange change;
  Timestamp at;
  StatusReason reason;
  std::optional<CertificateCode> successor = {};  // of kReplaced
  uint64_t log_index = 0;                         // of its `status` entry
  // In place of `successor`: the `issue` entry of one that is lost (LostIssues).
  std::optional<uint64_t> lost_successor = {};

  bool operator==(const CertificateEvent&) const = default;
};

// Succession says that a certificate was issued because of an earlier one.
enum class SuccessionKind { kCorrection, kRenewal };
struct Succession {
  CertificateCode predecessor;
  CertificateCode successor;
  SuccessionKind kind;

  bool operator==(const Succession&) const = default;
};

// Hold is why a certificate is kept back from its holder: for the school alone.
struct Hold {
  static constexpr size_t kMaxNoteBytes = 4 * 1024;

  CertificateCode code;
  Timestamp since;
  std::string note;  // UTF-8 without NUL; may be empty

  bool operator==(const Hold&) const = default;
};

// CertificateHistory is all that happened to a certificate, in the order of the log.
struct CertificateHistory {
  std::optional<uint64_t> log_index;  // of its `issue` entry; none: not logged yet
  std::vector<CertificateEvent> events;
  std::vector<Succession> predecessors;  // at most one
  std::vector<Succession> successors;
  std::optional<Hold> hold;
  std::optional<Timestamp> erased;

  bool operator==(const CertificateHistory&) const = default;
};

struct StoredCheckpoint {
  uint64_t size;
  Timestamp created;
  std::string note;  // the signed note, with any cosignatures
};

// StoredTile is what the register has of a tile: 32 bytes a hash, as many as there are.
struct StoredTile {
  unsigned level;
  uint64_t number;
  std::string hashes;
};

// StoredStatusList is a status list credential as it was last signed.
struct StoredStatusList {
  static constexpr size_t kMaxDocumentBytes = 64 * 1024;

  std::string purpose;  // revocation, suspension
  uint32_t block;
  Timestamp valid_until;
  std::string document;
};

// RecoveredEntries [begin, end) of the log were taken over from what was published,
// after the register that made them was lost. Of their heads only the last has a
// checkpoint.
struct RecoveredEntries {
  uint64_t begin;
  uint64_t end;
  uint32_t first_block =
      0;  // of the status lists: no lost certificate is in it or later

  bool operator==(const RecoveredEntries&) const = default;
};

// LoggedCertificate is what publishing needs of a certificate with this issue entry.
struct LoggedCertificate {
  uint64_t log_index;
  CertificateCode code;
  bool erased = false;
};

std::vector<CertificateCode> CodesOf(
    const std::vector<LoggedCertificate>& certificates);
std::vector<CertificateCode> CodesOf(const std::vector<Hold>& holds);

}  // namespace certseal
