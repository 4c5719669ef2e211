// SPDX-License-Identifier: Apache-2.0
#include "publish/card_files.h"

#include "base/file.h"
#include "base/leftovers.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr size_t kCardsPerCommit = 1024;

// CardWriter stages cards one after the other.
class CardWriter {
 public:
  CardWriter(const CardWork& work, FileBatch& files)
      : work_(work), files_(files), proofs_(work.reg) {}

  Result<void> Write(const CertificateCode& code) {
    ASSIGN_OR_RETURN(const auto certificate, work_.reg.FindByCode(code));
    if (!certificate || certificate->erased) return {};
    ASSIGN_OR_RETURN(const Card card, MakeCard(work_.reg, proofs_, *certificate, work_.size));
    TRY(files_.Stage(Card::PathOf(work_.site, code),
                     card.Encrypt(work_.site, code, work_.random)));
    if (++written_ % kCardsPerCommit == 0) TRY(files_.Commit());
    return {};
  }
  size_t written() const { return written_; }

 private:
  const CardWork& work_;
  FileBatch& files_;
  IssueProofs proofs_;
  size_t written_ = 0;
};

Result<void> WriteNew(const CardWork& work, CardWriter& writer) {
  uint64_t next = work.from;
  while (true) {
    ASSIGN_OR_RETURN(const std::vector<LoggedCertificate> batch,
                     work.reg.LoggedFrom(next, kCardsPerCommit));
    for (const LoggedCertificate& each : batch) {
      if (each.log_index >= work.size) return {};
      if (!each.erased) TRY(writer.Write(each.code));
      next = each.log_index + 1;
    }
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

Result<Card> MakeCard(Register& reg, IssueProofs& proofs,
                      const StoredCertificate& certificate, uint64_t size) {
  const CertificateCode& code = certificate.row.facts.code;
  if (!certificate.log_index) {
    return Fail(StrCat("the certificate ", code.Printed(), " is not in the log"));
  }
  Card card{certificate.row.record, {}, {}};
  ASSIGN_OR_RETURN(card.proof, proofs.For(*certificate.log_index));
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  for (const CertificateEvent& event : history.events) {
    if (event.log_index >= size) continue;  // made while this is being published
    ASSIGN_OR_RETURN(const auto entry,
                     reg.Entries(event.log_index, event.log_index + 1));
    card.events.push_back({event.log_index, entry.front(), event.successor});
  }
  return card;
}

Result<size_t> StageCards(const CardWork& work, FileBatch& files) {
  CardWriter writer(work, files);
  TRY(WriteNew(work, writer));
  ASSIGN_OR_RETURN(const std::vector<CertificateCode> changed,
                   work.reg.ChangedFrom(work.from));
  for (const CertificateCode& code : changed) {
    ASSIGN_OR_RETURN(const auto certificate, work.reg.FindByCode(code));
    // The new ones have just been written, with their events.
    const bool is_new = certificate && certificate->log_index.value_or(0) >= work.from;
    if (!is_new) TRY(writer.Write(code));
  }
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
