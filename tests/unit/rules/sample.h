// SPDX-License-Identifier: Apache-2.0
//
// A certificate that every shipped rule is content with, for tests to spoil.
#pragma once

#include <string>
#include <vector>

#include "rules/lint.h"
#include "rules/statement.h"

namespace certseal {

inline Quarters Hours(const char* text) { return *Quarters::Parse(text); }

// A school that every known scheme has approved for one course.
inline constexpr const char* kSchool = R"({
  "name": "Example School of Aesthetics",
  "url": "https://verify.school.example/",
  "address": ["12 Orchard Street", "Springfield, CA 90000"],
  "providerNumbers": [{"scheme": "California BRN", "number": "CEP 00000"}],
  "signatories": [{"name": "Helena Marchetti", "credentials": "MD", "title": "Director"}],
  "accreditations": [
    {"scheme": "AMA PRA", "provider": "Example CME Institute",
     "firstDay": "2026-01-01", "lastDay": "2026-12-31",
     "activities": [{"course": "BDF-201", "maximumCredits": 14}]},
    {"scheme": "California RN", "firstDay": "2026-01-01", "lastDay": "2026-12-31"},
    {"scheme": "Florida osteopathic", "number": "50-1234",
     "firstDay": "2026-01-01", "lastDay": "2026-12-31"},
    {"scheme": "California dental", "firstDay": "2026-01-01", "lastDay": "2026-12-31",
     "activities": [{"course": "BDF-201", "registration": "07-4321-26001"}]},
    {"scheme": "AGD PACE", "firstDay": "2026-01-01", "lastDay": "2026-12-31",
     "activities": [{"course": "BDF-201", "subject": "780", "delivery": "participation"}]}
  ]
})";

struct SampleCertificate {
  SampleCertificate(const std::string& profession, const std::string& state) {
    graduate.profession = profession;
    graduate.licence_state = state;
    course.code = "BDF-201";
    course.title = "Botulinum Toxin Type A and Dermal Fillers";
    course.didactic_hours = Hours("7");
    course.hands_on_hours = Hours("9");
    course.assessment = "written and practical";
    Complete();
  }

  // The accreditation of this scheme's id; it is there.
  Accreditation& Of(const std::string& scheme) {
    for (Accreditation& each : profile.accreditations) {
      if (each.scheme_id == scheme) return each;
    }
    return profile.accreditations.front();
  }
  Activity& ActivityOfScheme(const std::string& scheme) {
    return Of(scheme).activities.front();
  }
  // As if school.json had this statement.
  void Type(const std::string& scheme, const std::string& statement) {
    Of(scheme).statement = statement;
    Of(scheme).lines.clear();
  }

  void Complete() {
    if (!CompleteAccreditations(book, profile)) std::abort();
  }

  RuledCertificate Ruled() const {
    return {graduate, course, profile, document, location, instructor};
  }
  RuledPage Page() const {
    RuledPage page{{{"the course's title", course.title, ""},
                    {"the place", location, ""},
                    {"the footer", footer, ""}},
                   footer,
                   in_english,
                   !profile.signatories.empty(),
                   profile.signatories.size() < 3 && LicenseeSigns(Ruled())};
    for (const CreditLine& line : PrintedLines(Ruled())) {
      page.texts.push_back({"an accreditor's line", line.text, line.emphasis});
    }
    return page;
  }
  Findings Check() const { return CheckRules(book, Ruled(), Page(), today); }
  // The ids of the rules that are broken.
  std::vector<std::string> Broken() const {
    std::vector<std::string> ids;
    for (const Finding& finding : Check()) ids.push_back(finding.rule->id);
    return ids;
  }
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const CreditLine& line : PrintedLines(Ruled())) lines.push_back(line.text);
    return lines;
  }

  RuleBook book = RuleBook::Shipped();
  SchoolProfile profile = *SchoolProfile::Parse(kSchool, "school.json");
  Course course;
  Graduate graduate{.line = 4,
                    .name = "Zoë Ångström",
                    .licence = "00445",
                    .member = "112233",
                    .profession = "",
                    .course_code = "BDF-201",
                    .completed = *Date::ParseIso("2026-03-14"),
                    .didactic = Hours("7"),
                    .hands_on = Hours("9"),
                    .credits = Hours("13.75"),
                    .role = "injector"};
  std::string document = "completion";
  std::string location = "Springfield, California";
  std::string instructor = "Samuel Okafor";
  std::string footer =
      "This certificate records completion of the training described above. It is not a "
      "licence, registration or board certification and does not authorize any service "
      "the holder may not legally perform under their licence and the law of the place "
      "of practice.";
  bool in_english = true;
  Date today = *Date::ParseIso("2026-03-20");
};

}  // namespace certseal
