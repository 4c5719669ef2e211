// SPDX-License-Identifier: Apache-2.0
#include "rules/lint.h"

#include <algorithm>

#include "base/strings.h"
#include "rules/limits.h"
#include "rules/statement.h"
#include "rules/text_rules.h"

namespace certseal {
namespace {

class Linter {
 public:
  Linter(const RuleBook& book, const RuledCertificate& certificate,
         const RuledPage& page, Date today)
      : book_(book), certificate_(certificate), page_(page), today_(today) {}

  Findings Run() {
    for (const ContentRule& rule : book_.rules()) {
      if (!IsFor(rule.applies) || book_.IsWaived(rule)) continue;
      rule_ = &rule;
      CheckRule();
    }
    return std::move(findings_);
  }

 private:
  bool IsFor(const RuleScope& scope) const {
    const Graduate& graduate = certificate_.graduate;
    const auto& except = scope.except_professions;
    return AnyOrListed(scope.professions, graduate.profession) &&
           AnyOrListed(scope.states, graduate.licence_state) &&
           AnyOrListed(scope.documents, certificate_.document) &&
           std::find(except.begin(), except.end(), graduate.profession) == except.end();
  }

  void CheckRule() {
    if (rule_->demand == Demand::kInForce) return CheckInForce();
    if (rule_->demand == Demand::kKnown) return CheckKnown();
    if (rule_->applies.schemes.empty()) return CheckOne(nullptr);
    for (const Accreditation& each : certificate_.profile.accreditations) {
      if (IsOfScheme(each) && IsPrinted(each)) CheckOne(&each);
    }
  }

  bool IsOfScheme(const Accreditation& each) const {
    const auto& schemes = rule_->applies.schemes;
    return std::find(schemes.begin(), schemes.end(), each.scheme_id) != schemes.end();
  }
  bool IsMeant(const Accreditation& each) const {
    return rule_->applies.schemes.empty() || IsOfScheme(each);
  }
  bool IsPrinted(const Accreditation& each) const {
    return Covers(each, certificate_) && HoldsOn(each, certificate_.graduate.completed);
  }

  void CheckOne(const Accreditation* accreditation) {
    switch (rule_->demand) {
      case Demand::kField:
        return CheckField(accreditation);
      case Demand::kLine:
      case Demand::kSentence:
        return CheckWords(accreditation);
      case Demand::kFooter:
        return AddAll(FindShortenedFooter(*rule_, page_));
      case Demand::kLimit:
        return CheckLimit(accreditation);
      case Demand::kCreditStep:
        return CheckStep();
      case Demand::kIssuedWithin:
        return CheckIssuedWithin();
      case Demand::kInForce:
      case Demand::kKnown:
        return;
      case Demand::kNoWords:
        return AddAll(FindForbiddenWords(*rule_, page_));
      case Demand::kMarked:
        return AddAll(FindUnmarked(*rule_, page_));
      case Demand::kSignature:
        return CheckSignature();
    }
  }

  // What is typed into a statement is not asked for again.
  void CheckField(const Accreditation* accreditation) {
    const RuledField& field = *FindRuledField(rule_->text);
    if (field.of_scheme && accreditation && !accreditation->statement.empty()) return;
    if (!field.value(certificate_, accreditation).empty()) return;
    Add(field.of_roster ? field.name : "",
        StrCat(Demander(accreditation), " needs ", field.label, ", and there is none"),
        std::string(field.remedy));
  }

  void CheckWords(const Accreditation* accreditation) {
    if (!accreditation) return;
    const auto parts = FilledWording(rule_->text, *accreditation, certificate_);
    for (const CreditLine& line : PrintedLines(certificate_)) {
      if (HoldsInOrder(line.text, parts)) return;
    }
    const bool typed = !accreditation->statement.empty();
    if (!typed && parts.size() > 1) return;  // the rule on the field says so
    Add("",
        StrCat("no line of ", Demander(accreditation),
               " says: ", Quote(Plain(rule_->text), 400)),
        "take \"statement\" out of the accreditation in school.json, and the scheme's own "
        "wording is printed");
  }

  void CheckLimit(const Accreditation* accreditation) {
    const auto excess = FindExcess(rule_->text, certificate_, accreditation);
    if (excess) Add(excess->field, excess->message, excess->remedy);
  }

  void CheckStep() {
    const auto& credits = certificate_.graduate.credits;
    if (!credits || credits->count() % rule_->step.count() == 0) return;
    Add("credits", StrCat(credits->Text(), " is not in steps of ", rule_->step.Text()),
        StrCat("claim a multiple of ", rule_->step.Text()));
  }

  void CheckIssuedWithin() {
    const Date completed = certificate_.graduate.completed;
    const int64_t days = today_.DaysSinceEpoch() - completed.DaysSinceEpoch();
    if (days <= rule_->days) return;
    Add("completed",
        StrCat("completed on ", completed.EnglishLong(), ", ", days,
               " days ago: later than ", rule_->days, " days"),
        "issue within that time; a late certificate is still owed");
  }

  // A later approval of the same scheme takes an earlier one's place.
  void CheckInForce() {
    const Date day = certificate_.graduate.completed;
    const auto& all = certificate_.profile.accreditations;
    for (const Accreditation& each : all) {
      if (!IsMeant(each) || !Covers(each, certificate_) || HoldsOn(each, day)) continue;
      const auto replaces = [&](const Accreditation& other) {
        return NameOf(other) == NameOf(each) && IsPrinted(other);
      };
      if (std::any_of(all.begin(), all.end(), replaces)) continue;
      Add("completed",
          StrCat("no line of ", NameOf(each), ": completed on ", day.EnglishLong(),
                 ", and the approval is from ", each.first_day.EnglishLong(), " to ",
                 each.last_day.EnglishLong()),
          "correct the date, add the approval of that day to school.json, or take this one "
          "out");
    }
  }

  // Whom an accreditation is for cannot be told of somebody whose field is empty.
  void CheckKnown() {
    const Graduate& graduate = certificate_.graduate;
    const bool state = rule_->text == "licence-state";
    if (!(state ? graduate.licence_state : graduate.profession).empty()) return;
    for (const Accreditation& each : certificate_.profile.accreditations) {
      const auto& meant = state ? each.states : each.professions;
      if (meant.empty() || !IsMeant(each) || !HoldsOn(each, graduate.completed) ||
          !AnyOrListed(each.courses, certificate_.course.code) ||
          (state && !AnyOrListed(each.professions, graduate.profession))) {
        continue;
      }
      const RuledField& field = *FindRuledField(rule_->text);
      Add(field.name,
          StrCat("no line of ", NameOf(each), ", which is for ", Join(meant, ", "),
                 ": ", field.label, " is not known"),
          std::string(field.remedy));
    }
  }

  void CheckSignature() {
    const bool school = rule_->text == "school";
    if (school ? page_.school_signs : page_.licensee_signs) return;
    Add("",
        school ? "nobody of the school signs"
               : "there is no room for the graduate to sign",
        school ? "add \"signatories\" in school.json"
               : "let at most two signatories of school.json sign");
  }

  std::string NameOf(const Accreditation& accreditation) const {
    return accreditation.scheme_id.empty()
               ? accreditation.scheme
               : book_.SchemeOf(accreditation.scheme_id).name;
  }
  std::string Demander(const Accreditation* accreditation) const {
    return accreditation ? NameOf(*accreditation) : rule_->authority;
  }

  void AddAll(const std::vector<TextProblem>& problems) {
    for (const TextProblem& each : problems) Add("", each.message, each.remedy);
  }

  // Two accreditations of one scheme may lack the same.
  void Add(std::string_view field, std::string message, std::string remedy) {
    const bool said =
        std::any_of(findings_.begin(), findings_.end(), [&](const Finding& finding) {
          return finding.rule->id == rule_->id && finding.message == message;
        });
    if (said) return;
    findings_.push_back(
        {rule_->severity, certificate_.graduate.line, std::string(field), "",
         std::move(message), std::move(remedy), "", certificate_.graduate.name,
         RuleReference{rule_->id, StrCat(rule_->authority, ", ", rule_->document),
                       rule_->checked.Iso()}});
  }

  const RuleBook& book_;
  const RuledCertificate& certificate_;
  const RuledPage& page_;
  const Date today_;
  const ContentRule* rule_ = nullptr;
  Findings findings_;
};

}  // namespace

Findings CheckRules(const RuleBook& book, const RuledCertificate& certificate,
                    const RuledPage& page, Date today) {
  return Linter(book, certificate, page, today).Run();
}

}  // namespace certseal
