// SPDX-License-Identifier: Apache-2.0
#include "issue/page_content.h"

#include <algorithm>

#include "base/strings.h"
#include "base/unicode.h"
#include "issue/credit_lines.h"
#include "issue/hours_content.h"
#include "language/language.h"

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
  if (Attended(award) || award.course.assessment.empty()) {
    return language.Word("assessment.none");
  }
  return language.Word("assessment.passed",
                       language.Assessment(award.course.assessment));
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

std::string ProviderLine(const SchoolProfile& profile) {
  std::vector<std::string> parts;
  for (const ProviderNumber& each : profile.provider_numbers) {
    parts.push_back(StrCat(each.scheme, " ", each.number));
  }
  return Join(parts, " · ");
}

// The capitals of the name's words, for the seal: "Example School of Aesthetics" is ESA.
std::string Initials(std::string_view name) {
  std::string initials;
  size_t count = 0;
  for (std::string_view word : Split(name, ' ')) {
    if (word.empty() || count == 4) continue;
    const char first = word[0];
    if (static_cast<unsigned char>(first) < 0x80 && !(first >= 'A' && first <= 'Z')) continue;
    size_t end = 0;
    if (!DecodeUtf8(word, end)) continue;
    initials += word.substr(0, end);
    ++count;
  }
  return initials;
}

// What was planned has a language that is known; what is not, is English.
const Language& LanguageOf(const Award& award) {
  const Language* language = Language::Find(award.language);
  return language ? *language : Language::English();
}

// The words of a page that no fact stands for, for templates of every language.
PageRow FixedWords(const Award& award, const SchoolProfile& profile,
               const Language& language, const PageRow& fields) {
  const std::string& replaces = fields.at("replaces");
  return {{"words.certifies", language.Word("certifies")},
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
          {"words.issued", language.Word("issued", fields.at("issued"))},
          {"words.replaces",
           replaces.empty() ? "" : language.Word("replaces", replaces)},
          {"words.verify", language.Word("verify", profile.site.origin())},
          {"words.seal", language.Word("seal", profile.name)},
          {"words.qr", language.Word("qr", profile.site.origin())}};
}

}  // namespace

PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces) {
  const Language& language = LanguageOf(award);
  PageContent page;
  page.language = award.language;
  page.fields = {
      {"school.name", profile.name},
      {"school.address", Join(profile.address, ", ")},
      {"school.provider", ProviderLine(profile)},
      {"school.initials", Initials(profile.name)},
      {"document.class", language.Word(std::string(DocumentWord(award.document_class)))},
      {"verb", language.Word(Attended(award) ? "attended" : "completed")},
      {"name", award.graduate.name},
      {"postnominals", award.graduate.post_nominals},
      {"course.title", award.course.title},
      {"course.code", award.course.code},
      {"completed", language.LongDate(award.graduate.completed)},
      {"issued", language.LongDate(issued.date())},
      {"expires", award.expires ? language.LongDate(*award.expires) : ""},
      {"role", RoleText(award, language)},
      {"location", award.location},
      {"instructor", award.instructor},
      {"code", code.Printed()},
      {"replaces", replaces ? replaces->Printed() : ""},
      {"qr", qr_text},
      {"verify.url", profile.site.origin()},
      {"footer", language.Word("footer")}};
  const std::string foreign = ForeignLanguage(CourseLanguage(award.course, profile), award);
  if (!foreign.empty()) page.fields["course.language"] = foreign;
  page.fields.merge(FixedWords(award, profile, language, page.fields));
  page.lists = {{"facts", FactRows(award, language)},
                {"credits", CreditRows(award, profile)},
                {"signatories", SignatureRows(award, profile, language)}};
  if (!profile.footer_note.empty()) {
    page.fields["footer"] += StrCat(" ", profile.footer_note);
  }
  if (!award.graduate.member.empty()) page.fields["member"] = award.graduate.member;
  AddHours(award, language, page);
  return page;
}

}  // namespace certseal
