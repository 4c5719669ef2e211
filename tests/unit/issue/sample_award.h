// SPDX-License-Identifier: Apache-2.0
//
// A school, a course and a graduate of it, for tests of what a certificate says.
#pragma once

#include "issue/award.h"

namespace certseal {

inline const CertificateCode kSampleCode = *CertificateCode::Parse("7K3M-9QXT-2A8R-W5DH-N4V2");
inline const Timestamp kSampleTime = *Timestamp::ParseRfc3339("2026-03-20T10:00:00Z");

// Signatories, accreditations and places are for the test to add.
inline SchoolProfile SampleSchool() {
  SchoolProfile profile = *SchoolProfile::Parse(
      NewSchoolJson("Example School of Aesthetics",
                    *SiteAddress::FromOrigin("verify.school.example")),
      "school.json");
  profile.address = {"12 Orchard Street", "Springfield"};
  profile.provider_numbers = {{"California BRN", "17482"}};
  return profile;
}

// SampleCourse has 7.5 didactic and 9 hands-on hours.
inline Course SampleCourse() {
  Course course;
  course.code = "BDF-201";
  course.title = "Botulinum Toxin Type A and Dermal Fillers";
  course.version = "2026.1";
  course.description = "Two-day course.";
  course.criteria = "Attend and pass.";
  course.didactic_hours = *Quarters::Parse("7.5");
  course.hands_on_hours = *Quarters::Parse("9");
  course.modules = {{"Facial anatomy and injection planes", *Quarters::Parse("7.5"), {}},
                    {"Supervised practice", {}, *Quarters::Parse("9")}};
  course.assessment = "written and practical";
  course.document = "completion";
  course.refresh_months = 24;
  return course;
}

// SampleGraduate was there for all of it.
inline Graduate SampleGraduate() {
  const Course course = SampleCourse();
  return {.line = 2,
          .name = "Zoë Ångström",
          .post_nominals = "BSN, RN",
          .profession = "RN",
          .course_code = course.code,
          .completed = *Date::ParseIso("2026-03-14"),
          .didactic = course.didactic_hours,
          .hands_on = course.hands_on_hours,
          .role = "injector"};
}

}  // namespace certseal
