// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about what is on paper: a QR's seal, or a code alone.
#include <algorithm>
#include <utility>

#include "base/strings.h"
#include "verify/inquiry.h"

namespace certseal {

void Inquiry::Examine(const QrText& qr) {
  const TrustFile* school = FindSchool(qr.site);
  if (!school) {
    settlement_.AddCheck({"record", CheckResult::kUnknown,
                          StrCat("the seal is of ", qr.site.origin(),
                                 ", of no school you have accepted")});
    settlement_.Settle(NotTrusted(qr.site.origin(), HexOf(qr.seal.key_id())));
    return;
  }
  EnterSchool(*school);
  if (!CheckSeal(qr)) return;
  facts_ = FactsOf(qr.seal.facts(), school_name());
  AdoptCardOf(qr);
  CheckLog();
  JudgeSealWindows(*keys().FindIssuer(qr.seal.key_id()));
  CheckStatus();
  CheckDates(record_ ? std::optional(record_->credential().issued) : std::nullopt,
             qr.seal.facts().completed, qr.seal.facts().expires);
  CheckClaims(qr.seal.facts());
}

bool Inquiry::CheckSeal(const QrText& qr) {
  const IssuerKey* key = keys().FindIssuer(qr.seal.key_id());
  if (!key) {
    JudgeUnlistedKey(
        StrCat("the seal is signed by a key (", HexOf(qr.seal.key_id()), ")"));
    return false;
  }
  if (qr.seal.Verify(qr.site, key->key)) return true;
  RefuseRecord(StrCat("the seal's signature by ", key->id, " of ", school_name(),
                      " does not verify"));
  return false;
}

// The seal's key, and the record's, which may be another.
void Inquiry::JudgeSealWindows(const IssuerKey& key) {
  const std::string evidence =
      StrCat("the seal is signed by ", keys().keys().site.did(), '#', key.id, " of ",
             school_name());
  const IssuerKey* other = record_ ? keys().FindIssuer(record_->key_id()) : nullptr;
  if (!other || JudgeWindow(*other, evidence)) JudgeWindow(key, evidence);
}

// The record behind a seal, which must say the same: paper and register. A card that is
// not the school's says nothing about the paper.
void Inquiry::AdoptCardOf(const QrText& qr) {
  card_asked_ = true;
  if (!view_) {
    card_problem_.evidence = "not asked (offline)";
    return;
  }
  Result<std::optional<Card>> card = view_->FetchCard(qr.code);
  if (!card || !*card) {
    card_problem_.evidence =
        card ? StrCat(view_->Where(), " has no card for ", qr.code.Printed())
             : card.error().message;
    return;
  }
  Result<SignedRecord> record = SignedRecord::Parse((*card)->record);
  if (!record || !IsOfSchool(*record)) {
    card_problem_.evidence =
        StrCat("the record in its card is not signed by ", school_name());
    return;
  }
  if (SealFacts::Of(record->credential()) != qr.seal.facts()) {
    card_problem_ = {CheckResult::kFail,
                     "the seal and the register's record of this code differ"};
    return;
  }
  card_ = std::move(**card);
  record_ = std::move(*record);
  facts_ = FactsOf(record_->credential());
}

// Each accepted school is asked; what one has answers for all.
void Inquiry::Examine(const CertificateCode& code) {
  if (!online()) {
    settlement_.LeaveGenuinenessOpen(
        "a code alone says nothing without the school's register");
    return;
  }
  std::vector<const RegisterView*> without;
  std::string problem = "no school is accepted";
  bool all_asked = true;
  for (const TrustFile& school : options_.schools) {
    const Result<RegisterView*> view = options_.registers->Of(school);
    if (!view) {  // another school's place
      problem = view.error().message;
      continue;
    }
    Result<std::optional<Card>> card = (*view)->FetchCard(code);
    if (card && *card) return ExamineCard(school, code, std::move(**card));
    if (card && (*view)->current()) {
      without.push_back(*view);
      continue;
    }
    const Check& check = (*view)->check();
    if (check.result == CheckResult::kFail)
      settlement_.Settle(NotGenuine(check.evidence));
    problem = !card ? card.error().message : check.evidence;
    all_asked = false;
  }
  if (all_asked && !without.empty()) return SettleMissing(without, code);
  no_register_ = true;
  settlement_.AddCheck({"register", CheckResult::kUnknown, problem});
  settlement_.LeaveOpen(problem);
}

void Inquiry::ExamineCard(const TrustFile& school, const CertificateCode& code,
                          Card card) {
  const std::string record = card.record;
  const Result<SignedRecord> parsed = SignedRecord::Parse(record);
  if (parsed && (parsed->credential().code != code ||
                 parsed->credential().site != school.keys().site)) {
    EnterSchool(school);
    RefuseRecord("the register's card is of another certificate");
    return;
  }
  card_asked_ = true;
  card_ = std::move(card);
  ExamineRecord(record);
}

// That a certificate is missing means something only as of a time: the registers' own.
void Inquiry::SettleMissing(const std::vector<const RegisterView*>& without,
                            const CertificateCode& code) {
  std::vector<std::string> names;
  std::vector<std::string> places;
  std::vector<Timestamp> times;
  for (const RegisterView* view : without) {
    names.push_back(view->trust().keys().name);
    places.push_back(view->check().evidence);
    times.push_back(view->head()->time);
  }
  const Timestamp time = std::ranges::min(times);
  register_time_ = time;
  settlement_.AddCheck(
      {"register", CheckResult::kFail,
       StrCat("no card for ", code.Printed(), "; ", Join(places, "; "))});
  settlement_.Settle(names.size() == 1 ? NotFound(names[0], time)
                                       : NotFoundIn(names, time));
}

}  // namespace certseal
