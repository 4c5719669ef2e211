// SPDX-License-Identifier: Apache-2.0
#include "issue/award.h"

#include "base/strings.h"
#include "base/unicode.h"
#include "roster/licence_key.h"

namespace certseal {
namespace {

DocumentClass ClassOf(const Graduate& graduate, const Course& course) {
  const bool whole = graduate.didactic >= course.didactic_hours &&
                     graduate.hands_on >= course.hands_on_hours;
  if (graduate.role != "injector" || !whole || course.document == "attendance") {
    return DocumentClass::kAttendance;
  }
  return course.document == "participation" ? DocumentClass::kParticipation
                                            : DocumentClass::kCompletion;
}

std::string AssessmentOf(DocumentClass document_class, const Course& course) {
  if (document_class == DocumentClass::kAttendance || course.assessment.empty()) {
    return "attended, not assessed";
  }
  return StrCat(course.assessment, ", passed");
}

std::string FirstOf(const std::string& own, const std::string& fallback) {
  return own.empty() ? fallback : own;
}

std::string GraduateKey(const Graduate& graduate) {
  if (!graduate.licence.empty()) {
    return StrCat("licence ", LicenceKey(graduate.licence));
  }
  if (!graduate.email.empty()) return StrCat("email ", AsciiLower(graduate.email));
  return "name alone";
}

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

bool Lists(const std::vector<std::string>& list, const std::string& value) {
  if (list.empty()) return true;
  for (const std::string& each : list) {
    if (each == value) return true;
  }
  return false;
}

std::string WithHours(std::string statement, const std::string& hours) {
  constexpr std::string_view kPlaceholder = "{hours}";
  for (size_t at; (at = statement.find(kPlaceholder)) != std::string::npos;) {
    statement.replace(at, kPlaceholder.size(), hours);
  }
  return statement;
}

// An accreditor's line stands only on courses completed within its approval.
std::vector<Row> CreditRows(const Award& award, const SchoolProfile& profile) {
  const Quarters total = award.graduate.didactic + award.graduate.hands_on;
  const std::string hours = award.graduate.credits.value_or(total).Text();
  std::vector<Row> rows;
  for (const Accreditation& each : profile.accreditations) {
    if (award.graduate.completed < each.first_day ||
        award.graduate.completed > each.last_day ||
        !Lists(each.professions, award.graduate.profession) ||
        !Lists(each.courses, award.course.code)) {
      continue;
    }
    rows.push_back({{"text", WithHours(each.statement, hours)}});
  }
  return rows;
}

std::vector<Row> SignatoryRows(const SchoolProfile& profile) {
  std::vector<Row> rows;
  for (const Signatory& each : profile.signatories) {
    if (rows.size() == 3) break;
    rows.push_back(
        {{"name", each.name}, {"credentials", each.credentials}, {"title", each.title}});
  }
  return rows;
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

Award Award::Make(const Graduate& graduate, const Course& course,
                  const SchoolProfile& profile) {
  const DocumentClass document_class = ClassOf(graduate, course);
  Award award{graduate,
              course,
              document_class,
              graduate.name,
              AssessmentOf(document_class, course),
              FirstOf(graduate.location, profile.default_location),
              FirstOf(graduate.instructor, profile.default_instructor),
              FirstOf(graduate.template_name, profile.default_template),
              std::nullopt};
  if (!graduate.post_nominals.empty()) award.holder_name += ", " + graduate.post_nominals;
  if (course.refresh_months) {
    award.expires = graduate.completed.AddMonths(*course.refresh_months);
  }
  return award;
}

Sha256Digest IdentityOf(const Award& award, int duplicate) {
  std::string text = StrCat("certseal identity/v1\n", award.course.code, '\n',
                            award.graduate.completed.Iso(), '\n',
                            FoldForSearch(award.graduate.name), '\n',
                            GraduateKey(award.graduate), '\n');
  if (duplicate > 0) text += StrCat("duplicate ", duplicate, '\n');
  return Sha256(text);
}

Credential MakeCredential(const Award& award, const SchoolProfile& profile,
                          const CertificateCode& code, const StatusSlot& slot,
                          Timestamp issued, const Random& random) {
  const auto hashed = [&](const std::string& value) {
    return value.empty() ? std::nullopt
                         : std::optional(IdentityHash::Of(value, random));
  };
  const Graduate& graduate = award.graduate;
  const Course& course = award.course;
  const std::string language = FirstOf(course.language, profile.default_language);
  return {.site = profile.site,
          .school_name = profile.name,
          .code = code,
          .document_class = award.document_class,
          .holder_name = award.holder_name,
          .email = hashed(graduate.email),
          .licence = hashed(graduate.licence),
          .role = graduate.role,
          .assessment = award.assessment,
          .course = {course.code, course.title, course.description, course.version,
                     language, course.criteria, course.total_hours(),
                     course.didactic_hours, course.hands_on_hours},
          .didactic_hours = graduate.didactic,
          .hands_on_hours = graduate.hands_on,
          .credits = graduate.credits,
          .started = graduate.started,
          .completed = graduate.completed,
          .issued = issued,
          .expires = award.expires,
          .status = slot};
}

PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces) {
  PageContent page;
  page.language = FirstOf(award.course.language, profile.default_language);
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
                {"signatories", SignatoryRows(profile)}};
  return page;
}

}  // namespace certseal
