// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "audit/claims.h"
#include "audit/entry_reader.h"
#include "audit/record_check.h"
#include "audit/wording.h"
#include "base/parallel.h"
#include "base/strings.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

constexpr size_t kBatch = 1024;

// The digests of the pictures that a page shows: in canonical JSON no text reads so.
void NoteSignatures(std::string_view page, std::set<std::string>& digests) {
  static constexpr std::string_view kField = "\"signature\":\"";
  for (size_t at = page.find(kField); at != page.npos; at = page.find(kField, at)) {
    at += kField.size();
    digests.emplace(page.substr(at, page.find('"', at) - at));
  }
}

// The places in the status lists that certificates have, by what the log says of them.
Result<void> TakePlace(const StatusSlot& slot, CertificateState state,
                       std::map<uint32_t, BlockPlaces>& places) {
  if (slot.index >= StatusBits::kCount) {
    return Fail(StrCat("it has no place in the status lists: ", slot.index));
  }
  BlockPlaces& block = places[slot.block];
  if (block.taken.Get(slot.index)) {
    return Fail(StrCat("its place in the status lists, ", slot.block, "/", slot.index,
                       ", is another one's too"));
  }
  block.taken.Set(slot.index, true);
  if (state == CertificateState::kSuspended) block.suspended.Set(slot.index, true);
  if (state == CertificateState::kRevoked || state == CertificateState::kReplaced) {
    block.revoked.Set(slot.index, true);
  }
  return {};
}

// CertificateAudit takes the certificates in the order of the log.
class CertificateAudit {
 public:
  explicit CertificateAudit(AuditContext& context)
      : context_(context), entries_(context.database(), context.size()) {}

  Result<void> Run() {
    for (uint64_t next = 0;;) {
      ASSIGN_OR_RETURN(std::vector<LoggedCertificate> page,
                       context_.database().LoggedFrom(next, kBatch));
      const bool last = page.size() < kBatch;
      if (!page.empty()) next = page.back().log_index + 1;
      ASSIGN_OR_RETURN(page, WithoutMeanwhile(std::move(page)));
      TRY(CheckPage(page));
      context_.options.progress(std::min(next, context_.size()), context_.size());
      if (last) return DemandAll();
    }
  }

  uint64_t count() const { return count_; }
  uint64_t erased() const { return erased_; }
  uint64_t disowned() const { return disowned_; }

 private:
  Result<std::vector<LoggedCertificate>> WithoutMeanwhile(
      std::vector<LoggedCertificate> page) {
    while (!page.empty()) {
      ASSIGN_OR_RETURN(const bool meanwhile,
                       AddedMeanwhile(context_, page.back().log_index));
      if (!meanwhile) break;
      page.pop_back();
    }
    return page;
  }

  Result<void> CheckPage(const std::vector<LoggedCertificate>& page) {
    std::vector<StoredCertificate> certificates;
    const std::vector<CertificateCode> codes = CodesOf(page);
    StoredInTurn in_turn(codes, context_.database());
    for (const LoggedCertificate& each : page) {
      ASSIGN_OR_RETURN(auto stored, in_turn.Next());
      if (!stored || stored->log_index != each.log_index) {
        return Fail(StrCat("the certificate of log entry ", each.log_index,
                           " cannot be found by its code"));
      }
      certificates.push_back(std::move(*stored));
    }
    const std::vector<Result<bool>> checked = CheckRecords(certificates);
    for (size_t i = 0; i < certificates.size(); ++i) {
      const Result<void> added = Add(certificates[i], checked[i]);
      if (added) continue;
      return Within(StrCat("certificate ", certificates[i].row.facts.code.Printed()),
                    added.error());
    }
    return {};
  }

  std::vector<Result<bool>> CheckRecords(
      const std::vector<StoredCertificate>& certificates) const {
    std::vector<Result<bool>> checked(certificates.size(), true);
    ParallelFor(certificates.size(), context_.options.threads, [&](size_t i) {
      if (certificates[i].erased) return;
      checked[i] =
          CheckRecord(certificates[i], context_.school->profile.site, context_.trust);
    });
    return checked;
  }

  Result<void> Add(const StoredCertificate& certificate, const Result<bool>& checked) {
    const uint64_t index = *certificate.log_index;
    ASSIGN_OR_RETURN(const std::string* entry, entries_.At(index));
    if (*entry != EntryText(IssueEntry{certificate.record_sha256})) {
      return Fail(StrCat("log entry ", index, " is not that of its record"));
    }
    if (!checked) return Fail(checked.error());
    TRY(CheckState(certificate));
    TRY(TakePlace(certificate.row.status, context_.log.StateOf(index),
                  context_.places));
    context_.templates.emplace(certificate.row.template_name,
                               certificate.row.template_sha256);
    NoteSignatures(certificate.row.page, context_.signatures);
    ++count_;
    erased_ += certificate.erased ? 1 : 0;
    disowned_ += *checked ? 0 : 1;
    return {};
  }

  // The state that the log's entries led to, but for what was done meanwhile.
  Result<void> CheckState(const StoredCertificate& certificate) {
    const CertificateState logged = context_.log.StateOf(*certificate.log_index);
    if (certificate.state == logged) return {};
    ASSIGN_OR_RETURN(const CertificateHistory history,
                     context_.database().History(certificate.row.facts.code));
    const uint64_t newest =
        history.events.empty() ? 0 : history.events.back().log_index;
    ASSIGN_OR_RETURN(const bool meanwhile, AddedMeanwhile(context_, newest));
    if (meanwhile) return {};
    return Fail("its state is not what the log's entries led to");
  }

  // Certificates were read in the order of the log, each entry once: where their number
  // is that of the entries, every entry has its certificate.
  Result<void> DemandAll() {
    const size_t lost = context_.lost.size();
    if (count_ + lost == context_.log.issued()) return {};
    for (uint64_t index = 0; index < context_.size(); ++index) {
      if (context_.log.LeafAt(index) != LogReplay::Leaf::kIssue) continue;
      ASSIGN_OR_RETURN(const auto code, context_.database().CodeAt(index));
      if (code || context_.lost.contains(index)) continue;
      return Fail(StrCat("log entry ", index,
                         " issues a certificate that the register does not have (",
                         Grouped(context_.log.issued() - count_ - lost), " in all)"));
    }
    return Fail("the register and its log count different certificates");
  }

  AuditContext& context_;
  EntryReader entries_;
  uint64_t count_ = 0, erased_ = 0, disowned_ = 0;
};

// Lost certificates are those of `issue` entries that were taken over when an older
// register was put back, and of no others.
Result<void> TakeLosses(AuditContext& context) {
  ASSIGN_OR_RETURN(const std::vector<uint64_t> lost, context.database().LostIssues());
  for (const uint64_t index : lost) {
    ASSIGN_OR_RETURN(const bool meanwhile, AddedMeanwhile(context, index));
    if (meanwhile) continue;
    const bool recovered =
        std::ranges::any_of(context.recoveries, [&](const RecoveredEntries& each) {
          return index >= each.begin && index < each.end;
        });
    if (!recovered || context.log.LeafAt(index) != LogReplay::Leaf::kIssue) {
      return Fail(StrCat("log entry ", index, " is said to issue a lost certificate"));
    }
    ASSIGN_OR_RETURN(const auto code, context.database().CodeAt(index));
    if (code) {
      return Fail(StrCat("certificate ", code->Printed(), " is said to be lost"));
    }
    context.lost.insert(index);
  }
  return {};
}

Result<void> DemandAllLogged(AuditContext& context) {
  ASSIGN_OR_RETURN(const auto unlogged, context.database().CodesWithoutLogIndex());
  if (unlogged.empty()) return {};
  return Fail(StrCat("certificate ", unlogged.front().Printed(), " is not in the log (",
                     Grouped(unlogged.size()), " in all)"));
}

}  // namespace

Result<ClaimEvidence> CheckCertificates(AuditContext& context) {
  if (context.size() == 0) return ClaimEvidence{};
  TRY(DemandAllLogged(context));
  TRY(TakeLosses(context));
  CertificateAudit audit(context);
  TRY(audit.Run());
  ClaimEvidence evidence{
      StrCat(Counted(audit.count(), "certificate is", "certificates are"),
             " those of the log, signed and as recorded"),
      {}};
  if (audit.erased() > 0) {
    evidence.statement +=
        StrCat(" (", Grouped(audit.erased()), " erased: by their digests)");
  }
  if (!context.lost.empty()) {
    evidence.notes.push_back(
        StrCat(Counted(context.lost.size(), "certificate is", "certificates are"),
               " lost: issued by a register that is gone, before certseal recover"));
  }
  if (audit.disowned() > 0) {
    evidence.notes.push_back(StrCat(
        Counted(audit.disowned(), "certificate was", "certificates were"),
        " signed by a key that was closed before their entry: to employers they "
        "are NOT GENUINE; issue them again with certseal correct CODE --reissue"));
  }
  return evidence;
}

}  // namespace certseal
