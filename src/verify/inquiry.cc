// SPDX-License-Identifier: Apache-2.0
//
// The inquiry's beginning and end: whose certificate it is, and what all comes to.
#include "verify/inquiry.h"

#include <utility>

#include "base/strings.h"
#include "verify/claimed_issuer.h"

namespace certseal {

const TrustFile* Inquiry::FindSchool(const SiteAddress& site) const {
  for (const TrustFile& school : options_.schools) {
    if (school.keys().site == site) return &school;
  }
  return nullptr;
}

// The accepted school that a record names, truly or not.
const TrustFile* Inquiry::ClaimedSchoolOf(std::string_view bytes) const {
  const std::string did = ClaimedIssuer::Of(bytes).did;
  for (const TrustFile& school : options_.schools) {
    if (school.keys().site.did() == did) return &school;
  }
  return nullptr;
}

const TrustFile& Inquiry::NewestKeysOf(const TrustFile& school) const {
  if (!online()) return school;
  const Result<RegisterView*> view = options_.registers->Of(school);
  return view ? (*view)->trust() : school;
}

// From here on the inquiry is about this school, and by its register where there is
// one.
void Inquiry::EnterSchool(const TrustFile& school) {
  school_ = &school;
  if (!online()) {
    settlement_.AddCheck({"register", CheckResult::kUnknown, "not asked (offline)"});
    return;
  }
  const Result<RegisterView*> view = options_.registers->Of(school);
  if (!view) {
    settlement_.AddCheck({"register", CheckResult::kUnknown, view.error().message});
    settlement_.LeaveOpen(view.error().message);
    no_register_ = true;
    return;
  }
  view_ = *view;
  no_register_ = !view_->log();
  if (view_->head()) register_time_ = view_->head()->time;
  const Check& check = view_->check();
  settlement_.AddCheck(check);
  if (check.result == CheckResult::kFail)
    settlement_.Settle(NotGenuine(check.evidence));
  if (check.result == CheckResult::kUnknown) settlement_.LeaveOpen(check.evidence);
}

void Inquiry::CheckDates(std::optional<Timestamp> issued, Date completed,
                         std::optional<Date> expires) {
  const Timestamp begin = issued.value_or(Timestamp::AtMidnight(completed));
  const std::string since =
      StrCat(issued ? "issued " : "completed ", begin.date().Iso());
  if (begin.unix_seconds() > options_.now.unix_seconds() + kClockTolerance) {
    settlement_.AddCheck(
        {"dates", CheckResult::kUnknown,
         StrCat(since, ", after this computer's clock (", options_.now.Minute(), ")")});
    settlement_.LeaveOpen("the certificate is dated after this computer's clock");
    return;
  }
  if (expires && options_.now >= Timestamp::AtMidnight(*expires)) {
    settlement_.AddCheck(
        {"dates", CheckResult::kFail, StrCat(since, "; expired ", expires->Iso())});
    settlement_.Settle(Expired(*expires, completed));
    return;
  }
  settlement_.AddCheck({"dates", CheckResult::kPass,
                        StrCat(since, expires ? StrCat("; valid until ", expires->Iso())
                                              : "; no expiry")});
}

void Inquiry::CheckClaims(const SealFacts& facts) {
  if (options_.claims.empty()) return;
  const std::vector<std::string> differ = FindMismatches(options_.claims, facts);
  if (differ.empty()) {
    settlement_.AddCheck(
        {"claims", CheckResult::kPass, "what you gave agrees with the record"});
    return;
  }
  settlement_.AddCheck(
      {"claims", CheckResult::kFail, StrCat("differs: ", Join(differ, ", "))});
  settlement_.Settle(DoesNotMatch(facts.code, Join(differ, " and ")));
}

// Nothing is against it. VALID takes every check, each of them made and passed; without
// a register AUTHENTIC says that three of them were not.
void Inquiry::SettleGood() {
  const bool authentic = school_ && facts_ && settlement_.Passed("record") &&
                         settlement_.Passed("dates") &&
                         (!is_pdf_ || settlement_.Passed("document"));
  const bool current = view_ && view_->current() && settlement_.Passed("log") &&
                       settlement_.Passed("register") && settlement_.Passed("status");
  const Check* open = settlement_.FirstNotPassed();
  if (authentic && !online()) {
    settlement_.Settle(Authentic(school_name()));
  } else if (authentic && current && !open) {
    settlement_.Settle(Valid(school_name(), view_->head()->time));
  } else {
    settlement_.LeaveOpen(open ? open->evidence : "the check came to no end");
  }
}

// What may help where the matter stayed open.
std::vector<std::string> Inquiry::Hints() const {
  if (settlement_.outcome()->verdict != Verdict::kCannotCheck) return {};
  if (!online() && settlement_.genuineness_is_open()) {
    return {"without --offline the school's register is asked"};
  }
  if (!no_register_) return {};
  return {
      "with --offline certseal-lookup says what a PDF, a record or a QR tells without "
      "the register"};
}

Report Inquiry::Finish() {
  if (!settlement_.outcome()) SettleGood();
  Report report{*settlement_.outcome(), std::move(facts_), settlement_.checks(),
                options_.now};
  if (state_) report.status = PublishedStateText(*state_);
  report.register_time = register_time_;
  report.hints = Hints();
  report.nothing_found = nothing_found_;
  return report;
}

}  // namespace certseal
