// SPDX-License-Identifier: Apache-2.0
#include "issue/page_content.h"

#include "base/strings.h"
#include "base/unicode.h"
#include "issue/credit_lines.h"

namespace certseal {
namespace {

using Row = std::map<std::string, std::string>;

void AddFact(std::vector<Row>& facts, std::string_view label, std::string value) {
  if (value.empty()) return;
  facts.push_back({{"label", std::string(label)}, {"value", std::move(value)}});
}

std::string Capitalised(std::string text) {
  if (!text.empty()) text[0] = AsciiUpper(text.substr(0, 1))[0];
  return text;
}

std::vector<Row> FactRows(const Award& award) {
  std::vector<Row> facts;
  AddFact(facts, "Completed", award.graduate.completed.EnglishLong());
  AddFact(facts, "Didactic hours", award.graduate.didactic.Text());
  AddFact(facts, "Hands-on hours", award.graduate.hands_on.Text());
  AddFact(facts, "Role", Capitalised(award.graduate.role));
  AddFact(facts, "Assessment", Capitalised(award.assessment));
  AddFact(facts, "Location", award.location);
  AddFact(facts, "Instructor", award.instructor);
  if (award.expires) AddFact(facts, "Valid until", award.expires->EnglishLong());
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

}  // namespace

PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces) {
  PageContent page;
  page.language = award.language;
  page.fields = {{"school.name", profile.name},
                 {"school.address", Join(profile.address, ", ")},
                 {"school.provider", ProviderLine(profile)},
                 {"school.initials", Initials(profile.name)},
                 {"document.class", std::string(DocumentClassTitle(award.document_class))},
                 {"verb", award.document_class == DocumentClass::kAttendance
                              ? "has attended"
                              : "has completed"},
                 {"name", award.graduate.name},
                 {"postnominals", award.graduate.post_nominals},
                 {"course.title", award.course.title},
                 {"course.code", award.course.code},
                 {"completed", award.graduate.completed.EnglishLong()},
                 {"issued", issued.date().EnglishLong()},
                 {"expires", award.expires ? award.expires->EnglishLong() : ""},
                 {"role", award.graduate.role},
                 {"location", award.location},
                 {"instructor", award.instructor},
                 {"code", code.Printed()},
                 {"replaces", replaces ? replaces->Printed() : ""},
                 {"qr", qr_text},
                 {"verify.url", profile.site.origin()},
                 {"footer",
                  "This certificate records completion of the training described above. It "
                  "is not a licence, registration or board certification and does not "
                  "authorize any service the holder may not legally perform under their "
                  "licence and the law of the place of practice."}};
  page.lists = {{"facts", FactRows(award)},
                {"credits", CreditRows(award, profile)},
                {"signatories", SignatureRows(award, profile)}};
  if (!profile.footer_note.empty()) {
    page.fields["footer"] += StrCat(" ", profile.footer_note);
  }
  if (!award.graduate.member.empty()) page.fields["member"] = award.graduate.member;
  return page;
}

}  // namespace certseal
