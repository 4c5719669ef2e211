// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "log/entry.h"
#include "register/certificate_row.h"

namespace certseal {

// LogReplay is what the log's entries alone say, one after the other: what each is, and
// what has become of every certificate. A byte an entry is kept.
class LogReplay {
 public:
  enum class Leaf : uint8_t { kIssue, kStatus, kKeys, kHead };

  struct LoggedKeys {
    uint64_t index;
    KeysEntry entry;
  };

  // Add takes the next entry. Fails, naming its index, where it is not well formed or
  // cannot follow on those before it: times of heads increase, versions of trust files
  // ascend by one, a change is of a certificate that was issued before and allows it.
  Result<void> Add(std::string_view entry);

  uint64_t size() const { return leaves_.size(); }
  Leaf LeafAt(uint64_t index) const;               // index < size()
  CertificateState StateOf(uint64_t index) const;  // of an `issue` entry

  uint64_t issued() const { return issued_; }
  uint64_t changes() const { return changes_; }
  uint64_t heads() const { return heads_; }
  const std::optional<HeadEntry>& head() const { return head_; }  // the newest
  const std::vector<LoggedKeys>& keys() const { return keys_; }   // by version

 private:
  Result<void> Apply(const IssueEntry& entry);
  Result<void> Apply(const StatusEntry& entry);
  Result<void> Apply(const KeysEntry& entry);
  Result<void> Apply(const HeadEntry& entry);
  bool IsIssue(uint64_t index) const;

  std::vector<uint8_t> leaves_;  // Leaf, and in the upper half the CertificateState
  uint64_t issued_ = 0, changes_ = 0, heads_ = 0;
  std::optional<HeadEntry> head_;
  std::optional<Timestamp> newest_change_;  // since the newest head
  std::vector<LoggedKeys> keys_;
};

}  // namespace certseal
