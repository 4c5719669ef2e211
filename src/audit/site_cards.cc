// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "audit/claims.h"
#include "audit/wording.h"
#include "base/parallel.h"
#include "base/strings.h"
#include "ledger/card_events.h"
#include "log/log_proof.h"
#include "record/card.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

constexpr size_t kBatch = 1024;
constexpr uint64_t kUpToNow = std::numeric_limits<uint64_t>::max();
// Heads may be ahead of the clock by so much (several changes in one second).
constexpr int64_t kTolerance = 60;  // seconds

// CardToCheck is a certificate with all that its card must say.
struct CardToCheck {
  CertificateCode code;
  uint64_t index;
  std::string record;
  std::string entry;
  std::string checkpoint;         // the note that was signed over its issue
  std::vector<CardEvent> events;  // up to now
  std::string path;
  bool must_be_there;
};

Result<void> CheckProof(const std::string& text, const CardToCheck& wanted) {
  ASSIGN_OR_RETURN(const LogProof proof, LogProof::Parse(text));
  if (proof.index != wanted.index) return Fail("its proof is of another entry");
  // Cosignatures may have come behind what was published.
  if (!wanted.checkpoint.starts_with(proof.checkpoint.bytes())) {
    return Fail("its proof has another checkpoint than the one of its issue");
  }
  return CheckInclusion(LeafHash::Of(wanted.entry), wanted.index, proof.hashes,
                        proof.checkpoint.tree());
}

// The code of a lost successor stands on the card that the lost register published.
bool IsSameEvent(const CardEvent& found, const CardEvent& wanted) {
  return found == wanted || (!wanted.successor && found.index == wanted.index &&
                             found.entry == wanted.entry);
}

// All events that the site's log has; an interrupted publication may have brought later
// ones.
Result<void> CheckEventsOf(const Card& card, const CardToCheck& wanted, uint64_t size) {
  const size_t published = static_cast<size_t>(std::ranges::count_if(
      wanted.events, [&](const CardEvent& each) { return each.index < size; }));
  const bool prefix = card.events.size() <= wanted.events.size() &&
                      std::equal(card.events.begin(), card.events.end(),
                                 wanted.events.begin(), IsSameEvent);
  if (prefix && card.events.size() >= published) return {};
  return Fail("it does not say what happened to the certificate");
}

// False: it is not there, and need not be.
Result<bool> CheckCard(const CardToCheck& wanted, const AuditedSite& site,
                       const SiteAddress& address) {
  ASSIGN_OR_RETURN(const auto file, site.files.Get(wanted.path, Card::kMaxBytes));
  if (!file) {
    if (wanted.must_be_there) return Fail("it is missing");
    return false;
  }
  ASSIGN_OR_RETURN(const Card card, Card::Decrypt(*file, address, wanted.code));
  if (card.record != wanted.record) return Fail("it holds another record");
  TRY(CheckProof(card.proof, wanted));
  TRY(CheckEventsOf(card, wanted, site.size()));
  return true;
}

// SiteCardAudit takes the certificates in the order of the log.
class SiteCardAudit {
 public:
  explicit SiteCardAudit(AuditContext& context)
      : context_(context),
        site_(*context.site),
        address_(context.school->profile.site) {}

  Result<void> Run() {
    ASSIGN_OR_RETURN(const auto changed, context_.database().ChangedFrom(0));
    changed_ = {changed.begin(), changed.end()};
    for (uint64_t next = 0; next < context_.size();) {
      ASSIGN_OR_RETURN(const std::vector<LoggedCertificate> page,
                       context_.database().LoggedFrom(next, kBatch));
      TRY(CheckPage(page));
      context_.options.progress(std::min(next, context_.size()), context_.size());
      if (page.size() < kBatch) break;
      next = page.back().log_index + 1;
    }
    return {};
  }

  uint64_t published() const { return published_; }
  uint64_t early() const { return early_; }
  uint64_t erased() const { return erased_; }

 private:
  Result<void> CheckPage(const std::vector<LoggedCertificate>& page) {
    std::vector<CardToCheck> cards;
    const std::vector<CertificateCode> codes = CodesOf(page);
    ASSIGN_OR_RETURN(CardEventsByCode events, EventsOf(codes));
    StoredInTurn in_turn(codes, context_.database());
    for (const LoggedCertificate& each : page) {
      ASSIGN_OR_RETURN(const auto stored, in_turn.Next());
      ASSIGN_OR_RETURN(const bool meanwhile, AddedMeanwhile(context_, each.log_index));
      if (meanwhile) continue;
      if (!stored)
        return Fail(StrCat("log entry ", each.log_index, " has no certificate"));
      if (stored->erased) {
        TRY(CheckErased(each.code));
        continue;
      }
      ASSIGN_OR_RETURN(CardToCheck card, Wanted(*stored, std::move(events[each.code])));
      cards.push_back(std::move(card));
    }
    return CheckCards(cards);
  }

  Result<void> CheckCards(const std::vector<CardToCheck>& cards) {
    std::vector<Result<bool>> found(cards.size(), false);
    ParallelFor(cards.size(), context_.options.threads,
                [&](size_t i) { found[i] = CheckCard(cards[i], site_, address_); });
    for (size_t i = 0; i < cards.size(); ++i) {
      if (!found[i]) {
        return Within(StrCat("the site's card of ", cards[i].code.Printed()),
                      found[i].error());
      }
      (cards[i].must_be_there ? published_ : early_) += *found[i] ? 1 : 0;
    }
    return {};
  }

  // Publishing removes the card of whoever was erased before.
  Result<void> CheckErased(const CertificateCode& code) {
    if (!IsThere(site_.directory / Card::PathOf(address_, code))) return {};
    ASSIGN_OR_RETURN(const CertificateHistory history,
                     context_.database().History(code));
    const bool since = history.erased && history.erased->unix_seconds() + kTolerance >=
                                             site_.head.time.unix_seconds();
    if (!since)
      return Fail(StrCat("the site still has the card of ", code.Printed(),
                         ", who was erased"));
    ++erased_;
    return {};
  }

  Result<CardToCheck> Wanted(const StoredCertificate& stored,
                             std::vector<CardEvent> events) {
    const CertificateCode& code = stored.row.facts.code;
    const uint64_t index = *stored.log_index;
    TRY(LoadCheckpointOver(index));
    CardToCheck card{code,
                     index,
                     stored.row.record,
                     EntryText(IssueEntry{stored.record_sha256}),
                     checkpoint_->note,
                     std::move(events),
                     Card::PathOf(address_, code),
                     index < site_.size()};
    return card;
  }

  // Of a page of certificates, those that ever changed.
  Result<CardEventsByCode> EventsOf(const std::vector<CertificateCode>& page) {
    std::vector<CertificateCode> codes;
    std::ranges::copy_if(page, std::back_inserter(codes),
                         [&](const auto& code) { return changed_.contains(code); });
    return ReadCardEvents(context_.database(), codes, kUpToNow);
  }

  Result<void> LoadCheckpointOver(uint64_t index) {
    if (checkpoint_ && index < checkpoint_->size) return {};  // indexes ascend
    ASSIGN_OR_RETURN(checkpoint_, context_.database().CheckpointOver(index));
    if (checkpoint_) return {};
    return Fail(StrCat("log entry ", index, " is under no checkpoint"));
  }

  AuditContext& context_;
  const AuditedSite& site_;
  const SiteAddress& address_;
  std::set<CertificateCode> changed_;
  std::optional<StoredCheckpoint> checkpoint_;
  uint64_t published_ = 0, early_ = 0, erased_ = 0;
};

}  // namespace

Result<ClaimEvidence> CheckSiteCards(AuditContext& context) {
  if (!context.site) return ClaimEvidence{};
  SiteCardAudit audit(context);
  TRY(audit.Run());
  context.site->cards = audit.published() + audit.early() + audit.erased();
  ClaimEvidence evidence{
      StrCat("the site has ", Counted(audit.published(), "card", "cards"),
             ", one for every certificate, with record, proof and events"),
      {}};
  if (audit.early() > 0) {
    evidence.notes.push_back(
        StrCat(Counted(audit.early(), "card is", "cards are"),
               " there before the checkpoint: a publication was interrupted; certseal "
               "publish completes it"));
  }
  if (audit.erased() > 0) {
    evidence.notes.push_back(StrCat(Counted(audit.erased(), "card", "cards"),
                                    " of people erased since the last publication: "
                                    "certseal publish removes them"));
  }
  return evidence;
}

}  // namespace certseal
