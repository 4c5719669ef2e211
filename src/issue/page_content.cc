// SPDX-License-Identifier: Apache-2.0
#include "issue/page_content.h"

#include "base/strings.h"
#include "base/unicode.h"
#include "issue/bilingual.h"
#include "issue/credit_lines.h"
#include "issue/hours_content.h"
#include "issue/page_words.h"

namespace certseal {
namespace {

std::string IsoText(const std::optional<Date>& date) { return date ? date->Iso() : ""; }

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

}  // namespace

PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces) {
  const std::string replaced = replaces ? replaces->Printed() : "";
  const auto words = [&](const std::string& tag) {
    return WordsOf(award, profile, LanguageOf(tag), issued.date(), replaced);
  };
  PageWords first = words(award.language);
  PageContent page;
  page.language = award.language;
  page.fields = {{"school.name", profile.name},
                 {"school.address", Join(profile.address, ", ")},
                 {"school.provider", ProviderLine(profile)},
                 {"school.initials", Initials(profile.name)},
                 {"name", award.graduate.name},
                 {"postnominals", award.graduate.post_nominals},
                 {"course.title", award.course->title},
                 {"course.code", award.course->code},
                 {"location", award.location},
                 {"instructor", award.instructor},
                 {"started.iso", IsoText(award.graduate.started)},
                 {"completed.iso", award.graduate.completed.Iso()},
                 {"issued.iso", issued.date().Iso()},
                 {"expires.iso", IsoText(award.expires)},
                 {"code", code.Printed()},
                 {"replaces", replaced},
                 {"qr", qr_text},
                 {"verify.url", profile.site.origin()}};
  page.fields.merge(first.fields);
  const std::string foreign =
      ForeignLanguage(CourseLanguage(*award.course, profile), award);
  if (!foreign.empty()) page.fields["course.language"] = foreign;
  page.lists = {{"facts", std::move(first.facts)},
                {"credits", CreditRows(award, profile)},
                {"signatories", SignatureRows(award, profile, LanguageOf(award.language))}};
  if (!award.second_language.empty()) {
    AddSecondWords(words(award.second_language), award.second_language, page);
  }
  if (!profile.footer_note.empty()) {
    page.fields["footer"] += StrCat(" ", profile.footer_note);
  }
  if (!award.graduate.member.empty()) page.fields["member"] = award.graduate.member;
  if (award.script_names) page.fields["names.script"] = "script";
  AddHours(award, LanguageOf(award.language), page);
  AddTranslations(award, profile, page);
  return page;
}

}  // namespace certseal
