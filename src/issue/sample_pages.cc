// SPDX-License-Identifier: Apache-2.0
#include "issue/sample_pages.h"

#include <algorithm>

#include "base/strings.h"
#include "issue/page_content.h"
#include "issue/page_json.h"
#include "page/vocabulary.h"
#include "school/catalogue.h"
#include "school/suggest.h"

namespace certseal {
namespace {

constexpr char kWidestCode[] = "WWWW-WWWW-WWWW-WWWW-WWWW";
constexpr size_t kQrLength = 330;  // of the longest certificates

Signatory Signer(std::string name, std::string credentials, std::string title) {
  return {std::move(name), std::move(credentials), std::move(title)};
}

Accreditation Approval(std::string scheme, std::string statement) {
  return {std::move(scheme), std::move(statement), *Date::FromYmd(2000, 1, 1),
          *Date::FromYmd(2099, 12, 31), {}, {}};
}

// A page has room for so much of a school, whether the school has it yet or not.
SchoolProfile Crowded(SchoolProfile profile) {
  if (profile.signatories.size() < 3) {
    profile.signatories = {
        Signer("Maria-Theresia Winterbottom-Castellanos", "MD, FAAD, FACS", "Medical Director"),
        Signer("Samuel Okafor", "MSN, APRN, FNP-BC, CANS", "Lead Instructor"),
        Signer("Ruth Anne Featherstonehaugh", "MSN, RN", "Director of Education and Quality")};
  }
  if (profile.accreditations.size() < 2) {
    profile.accreditations = {
        Approval("Sample approval",
                 "Provider approved by the Sample Board of Registered Nursing, Provider Number "
                 "SB 00000, for {hours} contact hours. This document must be retained by the "
                 "licensee for a period of four years after the course concludes."),
        Approval("Second sample approval",
                 "The Sample Academy designates this live activity for a maximum of {hours} "
                 "sample credits. Claim only the credit commensurate with the extent of your "
                 "participation in the activity.")};
  }
  profile.default_location = "Rancho Santa Margarita, California, United States";
  profile.default_instructor = "Maria-Theresia Winterbottom-Castellanos, MD, FAAD";
  return profile;
}

SchoolProfile Bare(SchoolProfile profile) {
  if (profile.signatories.size() > 1) profile.signatories.resize(1);
  profile.accreditations.clear();
  profile.provider_numbers.clear();
  profile.default_location.clear();
  profile.default_instructor.clear();
  return profile;
}

Graduate Holder(std::string name, std::string post_nominals, const Course& course) {
  return {.name = std::move(name),
          .post_nominals = std::move(post_nominals),
          .profession = "RN",
          .course_code = course.code,
          .completed = *Date::FromYmd(2026, 9, 30),
          .didactic = course.didactic_hours,
          .hands_on = course.hands_on_hours,
          .role = "injector"};
}

// A transcript is of modules: a course that has none is shown with one or two.
PageContent PageOf(const Graduate& graduate, Course course, const SchoolProfile& profile,
                   bool replaces) {
  if (course.modules.empty()) {
    const Quarters none;
    if (course.didactic_hours != none) {
      course.modules.push_back({"Theory and safety", course.didactic_hours, none});
    }
    if (course.hands_on_hours != none) {
      course.modules.push_back({"Supervised practice", none, course.hands_on_hours});
    }
  }
  return SamplePageOf(Award::Make(graduate, course, profile), profile, replaces);
}

PageContent BilingualPage(const SchoolProfile& profile, const Course& course) {
  Graduate graduate = Holder("María José de la Peña-Núñez", "MSN, RN", course);
  graduate.second_language = profile.default_second_language;
  if (graduate.second_language.empty()) {
    graduate.second_language = profile.default_language.starts_with("en") ? "es" : "en";
  }
  return PageOf(graduate, course, profile, false);
}

Result<void> CheckName(const std::string& name, const std::vector<std::string>& known,
                       std::string_view what) {
  if (std::ranges::find(known, name) != known.end()) return {};
  return Fail(StrCat("there is no ", what, " ", Quote(name, 40), DidYouMean(name, known)));
}

}  // namespace

Result<SamplePage> ReadSamplePage(std::string_view json, std::string label) {
  auto page = PageFromJson(json);
  if (!page) {
    return Fail("is no page: it must be {\"language\": \"en-US\", \"fields\": {}, \"lists\": {}}, "
                "with texts in quotes",
                {"docs/templates.md lists the fields"});
  }
  for (const auto& [name, value] : page->fields) {
    if (name == "course.language") continue;  // that of the course's title
    TRY(CheckName(name, FieldNames(), "field"));
  }
  for (const auto& [list, rows] : page->lists) {
    TRY(CheckName(list, ListNames(), "list"));
    for (const auto& row : rows) {
      for (const auto& [name, value] : row) {
        if (name == "language") continue;  // that of the row's own texts
        TRY(CheckName(name, RowFieldNames(list), StrCat("field of the list ", list)));
      }
    }
  }
  return SamplePage{std::move(label), std::move(*page)};
}

CertificateCode SampleCode() {
  return CertificateCode::Generate([](size_t size) { return std::string(size, '\0'); });
}

PageContent SamplePageOf(const Award& award, const SchoolProfile& profile, bool replaces) {
  const CertificateCode code = SampleCode();
  std::string qr = StrCat(profile.site.url(), "#SAMPLE-NOT-A-CERTIFICATE.");
  qr.resize(std::max(qr.size(), kQrLength), 'W');
  PageContent page = MakePage(award, profile, code, SystemNow(), qr,
                              replaces ? std::optional(code) : std::nullopt);
  page.fields["code"] = kWidestCode;
  return page;
}

SchoolProfile SampleProfile() {
  SchoolProfile profile = *SchoolProfile::Parse(
      NewSchoolJson("Example School of Aesthetics",
                    *SiteAddress::FromOrigin("verify.school.example")),
      "school.json");
  profile.address = {"12 Orchard Street", "Springfield, CA 90000", "United States"};
  profile.provider_numbers = {{"California BRN", "CEP 00000"}};
  profile.signatories = {Signer("Helena Marchetti", "MD", "Medical Director"),
                         Signer("Samuel Okafor", "MSN, FNP-BC", "Lead Instructor")};
  profile.accreditations = {Approval(
      "California BRN",
      "Provider approved by the California Board of Registered Nursing, Provider Number CEP "
      "00000, for {hours} contact hours. This document must be retained by the licensee for a "
      "period of four years after the course concludes.")};
  profile.default_location = "Springfield, California";
  profile.default_instructor = "Samuel Okafor, MSN, FNP-BC";
  return profile;
}

std::vector<SamplePage> SamplePages(const SchoolProfile& profile) {
  const Catalogue courses = *Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  const auto title_size = [](const Course& course) { return course.title.size(); };
  const Course& longest = *std::ranges::max_element(courses.courses(), {}, title_size);
  const Course& ordinary = *courses.Find("BDF-201");
  Course shortest = *std::ranges::min_element(courses.courses(), {}, title_size);
  shortest.refresh_months.reset();
  return {
      {"longest",
       PageOf(Holder("Wilhelmina Konstantinopoulou-Wojciechowska de Albuquerque",
                     "PhD, DNP, APRN, FNP-BC, CANS", longest),
              longest, Crowded(profile), true)},
      {"ordinary",
       PageOf(Holder("María José de la Peña-Núñez", "MSN, RN", ordinary), ordinary, profile,
              false)},
      {"bilingual", BilingualPage(profile, ordinary)},
      {"shortest", PageOf(Holder("Bo Li", "", shortest), shortest, Bare(profile), false)}};
}

}  // namespace certseal
