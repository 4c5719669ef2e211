// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_book.h"

#include <algorithm>
#include <cstdlib>

#include "base/strings.h"
#include "base/unicode.h"
#include "rules/rule_reader.h"
#include "rules/ruled_certificate.h"
#include "rules/statement.h"
#include "school/suggest.h"

namespace certseal {

const RuleBook& RuleBook::Shipped() {
  static const RuleBook book = [] {
    Result<RuleBook> read = ReadRules(ShippedRulesJson(), "rules.json", nullptr);
    if (!read) std::abort();  // it was compiled in: a test reads it
    return std::move(*read);
  }();
  return book;
}

Result<RuleBook> RuleBook::WithSchool(std::string_view text,
                                      std::string_view file_name) {
  return ReadRules(text, file_name, &Shipped());
}

const Scheme* RuleBook::FindScheme(std::string_view name) const {
  const std::string folded = FoldForSearch(name);
  const auto is_called = [&](const std::string& each) {
    return FoldForSearch(each) == folded;
  };
  for (const Scheme& scheme : schemes_) {
    if (is_called(scheme.id) || is_called(scheme.name) ||
        std::any_of(scheme.also.begin(), scheme.also.end(), is_called)) {
      return &scheme;
    }
  }
  return nullptr;
}

const Scheme& RuleBook::SchemeOf(std::string_view id) const {
  return *std::find_if(schemes_.begin(), schemes_.end(),
                       [&](const Scheme& scheme) { return scheme.id == id; });
}

bool RuleBook::IsWaived(const ContentRule& rule) const {
  return std::any_of(waivers_.begin(), waivers_.end(),
                     [&](const RuleWaiver& waiver) { return waiver.rule == rule.id; });
}

Findings RuleBook::WaiverNotices() const {
  Findings notices;
  for (const RuleWaiver& waiver : waivers_) {
    notices.push_back(
        {Severity::kNotice, 0, "", "",
         StrCat("the rule ", waiver.rule,
                " is waived by the school's rules.json: ", waiver.reason)});
  }
  return notices;
}

namespace {

const char* const kSigner = "licensee";

void TakeScheme(const RuleBook& book, const Scheme& scheme, Accreditation& each) {
  each.scheme_id = scheme.id;
  each.lines.clear();
  const bool typed = !each.statement.empty();
  if (!typed && each.professions.empty()) each.professions = scheme.professions;
  if (!typed && each.states.empty()) each.states = scheme.states;
  for (const ContentRule& rule : book.rules()) {
    const auto& schemes = rule.applies.schemes;
    if (std::find(schemes.begin(), schemes.end(), scheme.id) == schemes.end()) continue;
    if (rule.demand == Demand::kSignature && rule.text == kSigner) {
      each.licensee_signs = true;
    }
    const bool prints =
        rule.demand == Demand::kLine || rule.demand == Demand::kSentence;
    if (!prints || typed) continue;
    each.lines.push_back({rule.text, rule.demand == Demand::kSentence,
                          rule.applies.professions, rule.applies.except_professions,
                          rule.applies.states, rule.applies.documents});
  }
}

void TakeNumber(const RuleBook& book, const SchoolProfile& profile,
                Accreditation& each) {
  if (!each.number.empty()) return;
  for (const ProviderNumber& listed : profile.provider_numbers) {
    const Scheme* scheme = book.FindScheme(listed.scheme);
    if (listed.scheme != each.scheme && (!scheme || scheme->id != each.scheme_id))
      continue;
    each.number = listed.number;
    return;
  }
}

std::vector<std::string> NamesOf(const std::vector<Scheme>& schemes) {
  std::vector<std::string> names;
  names.reserve(schemes.size());
  for (const Scheme& scheme : schemes) names.push_back(scheme.name);
  return names;
}

}  // namespace

Result<void> CompleteAccreditations(const RuleBook& book, SchoolProfile& profile) {
  std::vector<std::string> problems, hints;
  for (Accreditation& each : profile.accreditations) {
    if (const Scheme* scheme = book.FindScheme(each.scheme)) {
      TakeScheme(book, *scheme, each);
    } else if (each.statement.empty()) {
      problems.push_back(StrCat(each.where, ": is missing, and ", Quote(each.scheme),
                                " is no scheme whose wording is known",
                                DidYouMean(each.scheme, NamesOf(book.schemes()))));
      hints = {StrCat("known schemes: ", Join(NamesOf(book.schemes()), ", "))};
    }
    for (const std::string& name : UnknownPlaceholders(each.statement)) {
      problems.push_back(StrCat(each.where, ": ", Quote(StrCat("{", name, "}")),
                                " is no placeholder",
                                DidYouMean(name, RuledFieldNames())));
    }
    TakeNumber(book, profile, each);
  }
  if (problems.empty()) return {};
  return Fail(Join(problems, "\n"), std::move(hints));
}

}  // namespace certseal
