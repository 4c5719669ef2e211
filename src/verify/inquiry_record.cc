// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about a record: signature, place in the log, key window, status.
#include <utility>

#include "base/strings.h"
#include "verify/claimed_issuer.h"
#include "verify/inquiry.h"

namespace certseal {
namespace {

std::string WindowText(const KeyWindow& window) {
  if (!window.end) return StrCat("counts only from entry ", window.begin, " on");
  return StrCat("counts only for the entries ", window.begin, " up to ", *window.end);
}

}  // namespace

void Inquiry::ExamineRecord(const std::string& bytes) {
  Result<SignedRecord> record = SignedRecord::Parse(bytes);
  if (!record) {
    ExplainUnreadableRecord(bytes, record.error());
    return;
  }
  const Credential& credential = record->credential();
  const TrustFile* school = FindSchool(credential.site);
  if (!school) {
    const std::string method = StrCat(credential.site.did(), '#', record->key_id());
    settlement_.AddCheck(
        {"record", CheckResult::kUnknown,
         StrCat("signed by ", method, ", of no school you have accepted")});
    settlement_.Settle(NotTrusted(credential.school_name, method));
    return;
  }
  EnterSchool(*school);
  if (!CheckSignature(*record)) return;
  record_ = std::move(*record);
  facts_ = FactsOf(record_->credential());
  CheckLog();
  const IssuerKey& key = *keys().FindIssuer(record_->key_id());
  JudgeWindow(key, StrCat("signed by ", keys().keys().site.did(), '#', key.id, " of ",
                          school_name()));
  CheckStatus();
  CheckDates(record_->credential().issued, record_->credential().completed,
             record_->credential().expires);
  CheckClaims(SealFacts::Of(record_->credential()));
}

void Inquiry::ExplainUnreadableRecord(const std::string& bytes, const Error& error) {
  settlement_.AddCheck({"record", CheckResult::kFail, error.message});
  const ClaimedIssuer claimed = ClaimedIssuer::Of(bytes);
  if (claimed.did.empty()) {
    settlement_.LeaveOpen(
        StrCat("this is not a certificate's record: ", error.message));
  } else if (const TrustFile* school = ClaimedSchoolOf(bytes)) {
    settlement_.Settle(NotGenuine(StrCat("the record is not as ", school->keys().name,
                                         " issues them: ", error.message)));
  } else {
    settlement_.Settle(NotTrusted(claimed.name, claimed.method));
  }
}

void Inquiry::RefuseRecord(const std::string& why) {
  settlement_.AddCheck({"record", CheckResult::kFail, why});
  settlement_.Settle(NotGenuine(why));
}

// A key that the newest trust file does not list is nobody's; where a newer one may
// exist it may be in that.
void Inquiry::JudgeUnlistedKey(std::string_view what) {
  const std::string why =
      StrCat(what, ", which version ", keys().keys().version, " of the trust file of ",
             school_name(), " does not list");
  if (keys_are_newest()) {
    RefuseRecord(why);
    return;
  }
  key_is_unknown_ = true;
  settlement_.AddCheck({"record", CheckResult::kUnknown, why});
  settlement_.LeaveGenuinenessOpen(why);
}

bool Inquiry::CheckSignature(const SignedRecord& record) {
  const IssuerKey* key = keys().FindIssuer(record.key_id());
  if (!key) {
    JudgeUnlistedKey(StrCat("it is signed by the key ", record.key_id()));
    return false;
  }
  if (record.VerifySignature(key->key.key())) return true;
  RefuseRecord(StrCat("the record's signature by ", record.key_id(), " of ",
                      school_name(), " does not verify"));
  return false;
}

// A closed key may be in a thief's hands, so it takes the place in the log to say that
// it counts. An open one is the school's own whatever the place, but for one before it
// began.
bool Inquiry::JudgeWindow(const IssuerKey& key, std::string_view evidence) {
  const std::string window = StrCat("the key ", key.id, " of ", school_name(), ' ',
                                    WindowText(key.window), " of its log");
  if (index_ && !key.window.Contains(*index_)) {
    RefuseRecord(StrCat(window, ", and this certificate is entry ", *index_));
    return false;
  }
  if (!index_ && key.window.end) {
    const std::string why = StrCat(window, ", and the place in the log was not proven");
    settlement_.AddCheck({"record", CheckResult::kUnknown, why});
    settlement_.LeaveGenuinenessOpen(why);
    return false;
  }
  settlement_.AddCheck({"record", CheckResult::kPass, std::string(evidence)});
  return true;
}

void Inquiry::CheckLog() {
  const LogPlace place = FindPlace();
  index_ = place.index;
  settlement_.AddCheck({"log", place.result, place.evidence});
  if (place.result == CheckResult::kFail) {
    settlement_.Settle(NotGenuine(place.evidence));
  } else if (place.doubtful) {
    settlement_.LeaveGenuinenessOpen(place.evidence);
  } else if (place.result == CheckResult::kUnknown && online()) {
    settlement_.LeaveOpen(place.evidence);
  }
}

LogPlace Inquiry::FindPlace() {
  if (!record_) return card_problem_;
  const LeafHash leaf = RecordLeaf(record_->bytes());
  if (own_proof_) {
    const Result<LogProof> proof = LogProof::Parse(*own_proof_);
    if (!proof) {
      return {CheckResult::kFail,
              StrCat("the proof in it is not one of its log: ", proof.error().message)};
    }
    if (!view_) return CheckProof(keys(), leaf, *proof);
    return certseal::CheckLog(*view_, leaf, *proof, ProofOrigin::kCertificate);
  }
  if (!view_) {
    return {CheckResult::kUnknown, "no proof from the school's log is at hand"};
  }
  return FindPlaceByCard(leaf);
}

LogPlace Inquiry::FindPlaceByCard(const LeafHash& leaf) {
  if (!view_->log()) {
    return {CheckResult::kUnknown, "not checked: the register could not be verified"};
  }
  const Card* card = FetchCard();
  if (!card) return card_problem_;
  const Result<LogProof> proof = LogProof::Parse(card->proof);
  if (!proof) {
    return {CheckResult::kUnknown,
            StrCat("the proof in its card cannot be read: ", proof.error().message)};
  }
  return certseal::CheckLog(*view_, leaf, *proof, ProofOrigin::kCard);
}

bool Inquiry::IsOfSchool(const SignedRecord& record) const {
  const IssuerKey* key = keys().FindIssuer(record.key_id());
  return key && record.credential().site == school_->keys().site &&
         record.VerifySignature(key->key.key());
}

// The card of the record at hand, asked for once: the server need not know of it where
// the certificate itself says enough.
const Card* Inquiry::FetchCard() {
  if (card_asked_) return card_ ? &*card_ : nullptr;
  card_asked_ = true;
  const CertificateCode& code = record_->credential().code;
  Result<std::optional<Card>> card = view_->FetchCard(code);
  if (!card) {
    card_problem_.evidence = card.error().message;
  } else if (!*card) {
    card_problem_.evidence =
        StrCat(view_->Where(), " has no card for ", code.Printed());
  } else if ((*card)->record == record_->bytes()) {
    card_ = std::move(**card);
  } else {
    const Result<SignedRecord> other = SignedRecord::Parse((*card)->record);
    const bool genuine = other && IsOfSchool(*other);
    card_problem_ = {genuine ? CheckResult::kFail : CheckResult::kUnknown,
                     genuine ? "the register holds another record under this code"
                             : "its card in the register holds another record"};
  }
  return card_ ? &*card_ : nullptr;
}

void Inquiry::CheckStatus() {
  const auto unknown = [&](std::string why) {
    settlement_.AddCheck({"status", CheckResult::kUnknown, std::move(why)});
  };
  if (!view_) {
    return unknown(online() ? "not checked: there is no register"
                            : "not asked (offline)");
  }
  if (!view_->log()) return unknown("not checked: the register could not be verified");
  if (!record_) return unknown("not checked: its place in the lists is not known");
  StatusFinding finding = certseal::CheckStatus(
      *view_, {record_->credential().status, index_, card_ ? &*card_ : nullptr,
               [this] { return FetchCard(); }});
  if (finding.result == CheckResult::kPass && !view_->current()) {
    return unknown(StrCat(finding.evidence, " in a register that may not be current"));
  }
  settlement_.AddCheck({"status", finding.result, finding.evidence});
  if (finding.status) SettleStatus(*finding.status);
  if (finding.result == CheckResult::kUnknown) settlement_.LeaveOpen(finding.evidence);
}

void Inquiry::SettleStatus(const CertificateStatus& status) {
  state_ = status.state;
  switch (status.state) {
    case PublishedState::kActive:
      return;
    case PublishedState::kSuspended:
      settlement_.Settle(Suspended(status.since, school_name()));
      return;
    case PublishedState::kRevoked:
      settlement_.Settle(Revoked(status.since, status.reason));
      return;
    case PublishedState::kReplaced:
      settlement_.Settle(Replaced(status.since, status.successor));
      return;
  }
}

}  // namespace certseal
