// SPDX-License-Identifier: Apache-2.0
#include "audit/log_replay.h"

#include "base/strings.h"

namespace certseal {
namespace {

constexpr unsigned kStateShift = 4;

uint8_t Packed(LogReplay::Leaf leaf,
               CertificateState state = CertificateState::kActive) {
  return static_cast<uint8_t>(static_cast<unsigned>(leaf) | static_cast<unsigned>(state)
                                                                << kStateShift);
}

}  // namespace

LogReplay::Leaf LogReplay::LeafAt(uint64_t index) const {
  return static_cast<Leaf>(leaves_[index] & ((1u << kStateShift) - 1));
}

CertificateState LogReplay::StateOf(uint64_t index) const {
  return static_cast<CertificateState>(leaves_[index] >> kStateShift);
}

bool LogReplay::IsIssue(uint64_t index) const {
  return index < size() && LeafAt(index) == Leaf::kIssue;
}

Result<void> LogReplay::Add(std::string_view text) {
  const Result<LogEntry> entry = ParseEntry(text);
  const Result<void> applied =
      entry ? std::visit([this](const auto& each) { return Apply(each); }, *entry)
            : Fail(entry.error());
  if (applied) return {};
  return Within(StrCat("log entry ", size()), applied.error());
}

Result<void> LogReplay::Apply(const IssueEntry&) {
  leaves_.push_back(Packed(Leaf::kIssue));
  ++issued_;
  return {};
}

Result<void> LogReplay::Apply(const StatusEntry& entry) {
  if (!IsIssue(entry.subject)) {
    return Fail(StrCat("no certificate was issued at entry ", entry.subject));
  }
  if (entry.successor && !IsIssue(*entry.successor)) {
    return Fail(StrCat("no successor was issued at entry ", *entry.successor));
  }
  if (!CanChange(StateOf(entry.subject), entry.change)) {
    return Fail(StrCat("the certificate of entry ", entry.subject, " cannot be ",
                       StatusChangeText(entry.change), " after what happened to it"));
  }
  if (head_ && entry.at <= head_->time) {
    return Fail(StrCat("it is of ", entry.at.Rfc3339(),
                       ", and the head before it is of ", head_->time.Rfc3339()));
  }
  if (!newest_change_ || entry.at > *newest_change_) newest_change_ = entry.at;
  leaves_[entry.subject] = Packed(Leaf::kIssue, StateAfter(entry.change));
  leaves_.push_back(Packed(Leaf::kStatus));
  ++changes_;
  return {};
}

Result<void> LogReplay::Apply(const KeysEntry& entry) {
  const uint64_t expected = keys_.empty() ? 1 : keys_.back().entry.version + 1;
  if (entry.version != expected) {
    return Fail(StrCat("it is of version ", entry.version,
                       " of the trust file, and the next is ", expected));
  }
  keys_.push_back({size(), entry});
  leaves_.push_back(Packed(Leaf::kKeys));
  return {};
}

Result<void> LogReplay::Apply(const HeadEntry& entry) {
  if (head_ && entry.time <= head_->time) {
    return Fail(StrCat("its time, ", entry.time.Rfc3339(), ", does not come after ",
                       head_->time.Rfc3339(), ", that of the head before it"));
  }
  if (newest_change_ && *newest_change_ > entry.time) {
    return Fail(StrCat("it is of ", entry.time.Rfc3339(),
                       ", before a change that it covers, of ",
                       newest_change_->Rfc3339()));
  }
  newest_change_.reset();
  head_ = entry;
  leaves_.push_back(Packed(Leaf::kHead));
  ++heads_;
  return {};
}

}  // namespace certseal
