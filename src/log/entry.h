// SPDX-License-Identifier: Apache-2.0
//
// The entries of the log, one line of text each and no personal data (docs/log.md):
//
//   issue <base64 SHA-256 of the record's bytes>
//   status <leaf index> <revoked|suspended|reinstated|replaced> <unix time> <reason>
//       [<leaf index of the successor>]
//   keys <version> <base64 SHA-256 of the trust file>
//   head <unix time> <unix time by which the next head is promised>
//       <base64 SHA-256 of the status manifest>
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"

namespace certseal {

struct IssueEntry {
  Sha256Digest record_sha256;
  bool operator==(const IssueEntry&) const = default;
};

// What may happen to a certificate after it was issued.
enum class StatusChange { kRevoked, kSuspended, kReinstated, kReplaced };
std::string_view StatusChangeText(StatusChange change);  // revoked ...
std::optional<StatusChange> ParseStatusChange(std::string_view text);

// The neutral reasons, a closed list.
enum class StatusReason {
  kIssuedInError,
  kRequirementsNotMet,
  kWithdrawnByIssuer,
  kDocumentMisused,
  kReplaced,
};
std::string_view StatusReasonText(StatusReason reason);  // issued-in-error ...
std::optional<StatusReason> ParseStatusReason(std::string_view text);

// A replacement names its successor, nothing else does; `replaced` is the reason of
// replacements and of nothing else.
struct StatusEntry {
  uint64_t subject;  // leaf index of the certificate's issue entry
  StatusChange change;
  Timestamp at;
  StatusReason reason;
  std::optional<uint64_t> successor;  // leaf index
  bool operator==(const StatusEntry&) const = default;
};

struct KeysEntry {
  uint64_t version;  // from 1
  Sha256Digest trust_sha256;
  bool operator==(const KeysEntry&) const = default;
};

struct HeadEntry {
  Timestamp time;
  Timestamp next;  // not before `time`
  Sha256Digest manifest_sha256;
  bool operator==(const HeadEntry&) const = default;
};

using LogEntry = std::variant<IssueEntry, StatusEntry, KeysEntry, HeadEntry>;

inline constexpr size_t kMaxEntryBytes = 256;

// EntryText is the line, without LF. Times before 1970 have no text that reads back.
std::string EntryText(const LogEntry& entry);

// ParseEntry accepts only what EntryText prints, and no entry that contradicts itself.
Result<LogEntry> ParseEntry(std::string_view text);

}  // namespace certseal
