// SPDX-License-Identifier: Apache-2.0
#include "issue/page_words.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

bool Attended(const Award& award) {
  return award.document_class == DocumentClass::kAttendance;
}

std::string_view DocumentWord(DocumentClass document_class) {
  switch (document_class) {
    case DocumentClass::kAttendance: return "document.attendance";
    case DocumentClass::kParticipation: return "document.participation";
    case DocumentClass::kCompletion: break;
  }
  return "document.completion";
}

std::string RoleText(const Award& award, const Language& language) {
  std::string key = StrCat("role.", award.graduate.role);
  std::replace(key.begin(), key.end(), ' ', '-');
  return language.Word(key);
}

std::string AssessmentText(const Award& award, const Language& language) {
  if (Attended(award) || award.course->assessment.empty()) {
    return language.Word("assessment.none");
  }
  return language.Word("assessment.passed",
                       language.Assessment(award.course->assessment));
}

std::vector<PageRow> FactRows(const Award& award, const Language& language) {
  std::vector<PageRow> facts;
  const auto add = [&](const char* key, std::string value) {
    if (value.empty()) return;
    facts.push_back({{"label", language.Word(key)}, {"value", std::move(value)}});
  };
  add("fact.completed", language.LongDate(award.graduate.completed));
  add("fact.didactic", language.Decimal(award.graduate.didactic));
  add("fact.hands-on", language.Decimal(award.graduate.hands_on));
  add("fact.role", Capitalised(RoleText(award, language)));
  add("fact.assessment", Capitalised(AssessmentText(award, language)));
  add("fact.location", award.location);
  add("fact.instructor", award.instructor);
  if (award.expires) add("fact.expires", language.LongDate(*award.expires));
  return facts;
}

std::string DateText(const std::optional<Date>& date, const Language& language) {
  return date ? language.LongDate(*date) : "";
}

}  // namespace

PageWords WordsOf(const Award& award, const SchoolProfile& profile,
                  const Language& language, Date issued, const std::string& replaces) {
  const std::string issued_text = language.LongDate(issued);
  const std::string address = profile.site.origin();
  return {
      {{"document.class", language.Word(std::string(DocumentWord(award.document_class)))},
       {"verb", language.Word(Attended(award) ? "attended" : "completed")},
       {"completed", language.LongDate(award.graduate.completed)},
       {"issued", issued_text},
       {"started", DateText(award.graduate.started, language)},
       {"expires", DateText(award.expires, language)},
       {"role", RoleText(award, language)},
       {"footer", language.Word("footer")},
       {"words.certifies", language.Word("certifies")},
       {"words.after-title",
        language.Word(Attended(award) ? "attended.after" : "completed.after")},
       {"words.number", language.Word("number")},
       {"words.completed", language.Word("fact.completed")},
       {"words.expires", language.Word("fact.expires")},
       {"words.didactic", language.Word("fact.didactic")},
       {"words.hands-on", language.Word("fact.hands-on")},
       {"words.module", language.Word("modules.title")},
       {"words.total", language.Word("modules.total")},
       {"words.transcript", language.Word("transcript")},
       {"words.issued", language.Word("issued", issued_text)},
       {"words.replaces", replaces.empty() ? "" : language.Word("replaces", replaces)},
       {"words.verify", language.Word("verify", address)},
       {"words.seal", language.Word("seal", profile.name)},
       {"words.qr", language.Word("qr", address)}},
      FactRows(award, language)};
}

const Language& LanguageOf(const std::string& tag) {
  const Language* language = Language::Find(tag);
  return language ? *language : Language::English();
}

}  // namespace certseal
