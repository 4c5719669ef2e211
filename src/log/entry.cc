// SPDX-License-Identifier: Apache-2.0
#include "log/entry.h"

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::array<std::string_view, 4> kChanges = {"revoked", "suspended",
                                                      "reinstated", "replaced"};
constexpr std::array<std::string_view, 5> kReasons = {
    "issued-in-error", "requirements-not-met", "withdrawn-by-issuer",
    "document-misused", "replaced"};

template <typename Enum, size_t N>
std::optional<Enum> Find(const std::array<std::string_view, N>& words,
                         std::string_view text) {
  const auto found = std::find(words.begin(), words.end(), text);
  if (found == words.end()) return std::nullopt;
  return static_cast<Enum>(found - words.begin());
}

std::string Print(const IssueEntry& entry) {
  return StrCat("issue ", entry.record_sha256.Base64());
}

std::string Print(const StatusEntry& entry) {
  const std::string line =
      StrCat("status ", entry.subject, ' ', StatusChangeText(entry.change), ' ',
             entry.at.unix_seconds(), ' ', StatusReasonText(entry.reason));
  return entry.successor ? StrCat(line, ' ', *entry.successor) : line;
}

std::string Print(const KeysEntry& entry) {
  return StrCat("keys ", entry.version, ' ', entry.trust_sha256.Base64());
}

std::string Print(const HeadEntry& entry) {
  return StrCat("head ", entry.time.unix_seconds(), ' ', entry.next.unix_seconds(), ' ',
                entry.manifest_sha256.Base64());
}

// The fields of a line behind its first word.
using Fields = std::span<const std::string_view>;

std::optional<Timestamp> ParseTime(std::string_view text) {
  const auto seconds = ParseDecimal(text);
  if (!seconds || *seconds > INT64_MAX) return std::nullopt;
  return Timestamp::FromUnix(static_cast<int64_t>(*seconds));
}

std::optional<LogEntry> ReadIssue(Fields fields) {
  if (fields.size() != 1) return std::nullopt;
  const auto record = Sha256Digest::FromBase64(fields[0]);
  if (!record) return std::nullopt;
  return IssueEntry{*record};
}

bool IsConsistent(const StatusEntry& entry) {
  const bool replaced = entry.change == StatusChange::kReplaced;
  return replaced == entry.successor.has_value() &&
         replaced == (entry.reason == StatusReason::kReplaced) &&
         entry.successor != entry.subject;
}

std::optional<LogEntry> ReadStatus(Fields fields) {
  if (fields.size() != 4 && fields.size() != 5) return std::nullopt;
  const auto subject = ParseDecimal(fields[0]);
  const auto change = ParseStatusChange(fields[1]);
  const auto at = ParseTime(fields[2]);
  const auto reason = ParseStatusReason(fields[3]);
  if (!subject || !change || !at || !reason) return std::nullopt;
  StatusEntry entry{*subject, *change, *at, *reason, std::nullopt};
  if (fields.size() == 5) {
    entry.successor = ParseDecimal(fields[4]);
    if (!entry.successor) return std::nullopt;
  }
  if (!IsConsistent(entry)) return std::nullopt;
  return entry;
}

std::optional<LogEntry> ReadKeys(Fields fields) {
  if (fields.size() != 2) return std::nullopt;
  const auto version = ParseDecimal(fields[0]);
  const auto trust = Sha256Digest::FromBase64(fields[1]);
  if (!version || *version == 0 || !trust) return std::nullopt;
  return KeysEntry{*version, *trust};
}

std::optional<LogEntry> ReadHead(Fields fields) {
  if (fields.size() != 3) return std::nullopt;
  const auto time = ParseTime(fields[0]);
  const auto next = ParseTime(fields[1]);
  const auto manifest = Sha256Digest::FromBase64(fields[2]);
  if (!time || !next || *next < *time || !manifest) return std::nullopt;
  return HeadEntry{*time, *next, *manifest};
}

std::optional<LogEntry> Read(std::string_view kind, Fields fields) {
  if (kind == "issue") return ReadIssue(fields);
  if (kind == "status") return ReadStatus(fields);
  if (kind == "keys") return ReadKeys(fields);
  if (kind == "head") return ReadHead(fields);
  return std::nullopt;
}

}  // namespace

std::string_view StatusChangeText(StatusChange change) {
  return kChanges[static_cast<size_t>(change)];
}

std::optional<StatusChange> ParseStatusChange(std::string_view text) {
  return Find<StatusChange>(kChanges, text);
}

std::string_view StatusReasonText(StatusReason reason) {
  return kReasons[static_cast<size_t>(reason)];
}

std::optional<StatusReason> ParseStatusReason(std::string_view text) {
  return Find<StatusReason>(kReasons, text);
}

std::string EntryText(const LogEntry& entry) {
  return std::visit([](const auto& kind) { return Print(kind); }, entry);
}

Result<LogEntry> ParseEntry(std::string_view text) {
  if (text.size() <= kMaxEntryBytes) {
    const std::vector<std::string_view> words = Split(text, ' ');
    const auto entry = Read(words[0], Fields(words).subspan(1));
    if (entry) return *entry;
  }
  return Fail(StrCat(Quote(text), " is not an entry of the log"));
}

}  // namespace certseal
