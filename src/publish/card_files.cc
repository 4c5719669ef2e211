// SPDX-License-Identifier: Apache-2.0
#include "publish/card_files.h"

#include <set>
#include <span>
#include <utility>
#include <vector>

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"
#include "ledger/register_tree.h"
#include "record/card.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

constexpr size_t kCardsPerCommit = 1024;

Result<void> AddEvents(Register& reg, const CertificateCode& code, uint64_t size,
                       Card& card) {
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  for (const CertificateEvent& event : history.events) {
    if (event.log_index >= size) continue;  // made while this is being published
    ASSIGN_OR_RETURN(const auto entry,
                     reg.Entries(event.log_index, event.log_index + 1));
    card.events.push_back({event.log_index, entry.front(), event.successor});
  }
  return {};
}

// CardWriter stages cards one after the other: record, the proof of its issue, events.
class CardWriter {
 public:
  // `changed` are the certificates with an event since the last publication.
  CardWriter(const CardWork& work, std::set<CertificateCode> changed, FileBatch& files)
      : work_(work), changed_(std::move(changed)), files_(files), proofs_(work.reg) {}

  // All of these that are not erased and for which `wanted` holds.
  template <typename Wanted>
  Result<void> Write(std::span<const CertificateCode> codes, const Wanted& wanted) {
    StoredInTurn stored(codes, work_.reg);
    while (!stored.at_end()) {
      ASSIGN_OR_RETURN(const auto each, stored.Next());
      if (each && !each->erased && wanted(*each)) TRY(WriteOne(*each));
    }
    return {};
  }
  size_t written() const { return written_; }

 private:
  Result<void> WriteOne(const StoredCertificate& certificate) {
    const CertificateCode& code = certificate.row.facts.code;
    if (!certificate.log_index) {
      return Fail(StrCat("the certificate ", code.Printed(), " is not in the log"));
    }
    Card card{certificate.row.record, {}, {}};
    ASSIGN_OR_RETURN(card.proof, proofs_.For(*certificate.log_index));
    // What is new has no events but new ones.
    const bool may_have_events =
        *certificate.log_index < work_.from || changed_.contains(code);
    if (may_have_events) TRY(AddEvents(work_.reg, code, work_.size, card));
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
