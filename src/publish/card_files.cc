// SPDX-License-Identifier: Apache-2.0
#include "publish/card_files.h"

#include <algorithm>
#include <optional>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"
#include "base/take_first.h"
#include "ledger/card_events.h"
#include "ledger/register_tree.h"
#include "record/card.h"

namespace certseal {
namespace {

constexpr size_t kCardsPerCommit = 1024;
constexpr size_t kReadAtOnce = 64;

// CardWriter stages cards one after the other: record, the proof of its issue, events.
class CardWriter {
 public:
  // `changed` are the certificates with an event since the last publication.
  CardWriter(const CardWork& work, std::set<CertificateCode> changed, FileBatch& files)
      : work_(work), changed_(std::move(changed)), files_(files), proofs_(work.reg) {}

  // All of these that are not erased and for which `wanted` holds.
  template <typename Wanted>
  Result<void> Write(std::span<const CertificateCode> codes, const Wanted& wanted) {
    while (!codes.empty()) {
      const auto some = TakeFirst(codes, kReadAtOnce);
      ASSIGN_OR_RETURN(auto stored, work_.reg.FindByCodes(some));
      std::erase_if(stored, [&](const std::optional<StoredCertificate>& each) {
        return !each || each->erased || !wanted(*each);
      });
      TRY(WriteSome(stored));
    }
    return {};
  }
  size_t written() const { return written_; }

 private:
  Result<void> WriteSome(std::span<const std::optional<StoredCertificate>> some) {
    ASSIGN_OR_RETURN(CardEventsByCode events, EventsOf(some));
    for (const std::optional<StoredCertificate>& each : some) {
      TRY(WriteOne(*each, std::move(events[each->row.facts.code])));
    }
    return {};
  }

  // Of those that can have any: what is new has no events but new ones.
  Result<CardEventsByCode> EventsOf(
      std::span<const std::optional<StoredCertificate>> some) {
    std::vector<CertificateCode> codes;
    for (const std::optional<StoredCertificate>& each : some) {
      const CertificateCode& code = each->row.facts.code;
      const bool old = each->log_index && *each->log_index < work_.from;
      if (old || changed_.contains(code)) codes.push_back(code);
    }
    return ReadCardEvents(work_.reg, codes, work_.size);
  }

  Result<void> WriteOne(const StoredCertificate& certificate,
                        std::vector<CardEvent> events) {
    const CertificateCode& code = certificate.row.facts.code;
    if (!certificate.log_index) {
      return Fail(StrCat("the certificate ", code.Printed(), " is not in the log"));
    }
    Card card{certificate.row.record, {}, std::move(events)};
    ASSIGN_OR_RETURN(card.proof, proofs_.For(*certificate.log_index));
    TRY(files_.Stage(Card::PathOf(work_.site, code),
                     card.Encrypt(work_.site, code, work_.random)));
    if (++written_ % kCardsPerCommit == 0) TRY(files_.Commit());
    return {};
  }

  const CardWork& work_;
  const std::set<CertificateCode> changed_;
  FileBatch& files_;
  IssueProofs proofs_;
  size_t written_ = 0;
};

Result<void> WriteNew(const CardWork& work, CardWriter& writer) {
  uint64_t next = work.from;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<LoggedCertificate> batch,
                     work.reg.LoggedFrom(next, kCardsPerCommit));
    std::vector<CertificateCode> codes;
    for (const LoggedCertificate& each : batch) {
      if (each.log_index < work.size) codes.push_back(each.code);
      next = each.log_index + 1;
    }
    TRY(writer.Write(codes, [](const StoredCertificate&) { return true; }));
    if (codes.size() < batch.size()) return {};
    work.progress(next - work.from, work.size - work.from);
    if (batch.size() < kCardsPerCommit) return {};
  }
}

// What a publication that was killed has left of a card beside its place.
Result<void> RemoveTemporaries(const std::filesystem::path& path) {
  ASSIGN_OR_RETURN(const auto left, TemporariesOf(path));
  for (const std::filesystem::path& each : left) {
    TRY(RemoveFileDurably(each).map([](bool) {}));
  }
  return {};
}

}  // namespace

Result<size_t> StageCards(const CardWork& work, FileBatch& files) {
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> changed,
                   work.reg.ChangedFrom(work.from));
  CardWriter writer(work, {changed.begin(), changed.end()}, files);
  TRY(WriteNew(work, writer));
  // The new ones have just been written, with their events.
  TRY(writer.Write(changed, [&](const StoredCertificate& certificate) {
    return certificate.log_index.value_or(0) < work.from;
  }));
  return writer.written();
}

Result<size_t> RemoveErasedCards(const SiteAddress& site, Register& reg,
                                 const std::filesystem::path& directory) {
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> erased, reg.Erased());
  size_t removed = 0;
  for (const CertificateCode& code : erased) {
    const std::filesystem::path path = directory / Card::PathOf(site, code);
    ASSIGN_OR_RETURN(const bool was_there, RemoveFileDurably(path));
    if (was_there) ++removed;
    TRY(RemoveTemporaries(path));
  }
  return removed;
}

}  // namespace certseal
