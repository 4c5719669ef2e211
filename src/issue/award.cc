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

std::string PrimaryTag(const std::string& tag) { return tag.substr(0, tag.find('-')); }

std::string FirstOf(const std::string& own, const std::string& fallback) {
  return own.empty() ? fallback : own;
}

// A second language that is the first, or a variety of it, would say everything twice.
std::string SecondLanguage(const Graduate& graduate, const Course& course,
                           const SchoolProfile& profile, const std::string& first) {
  const std::string second =
      FirstOf(graduate.second_language,
              FirstOf(course.second_language, profile.default_second_language));
  return second == kNoLanguage || PrimaryTag(second) == PrimaryTag(first) ? "" : second;
}

std::string GraduateKey(const Graduate& graduate) {
  if (!graduate.licence.empty()) {
    return StrCat("licence ", LicenceKey(graduate.licence));
  }
  if (!graduate.email.empty()) return StrCat("email ", AsciiLower(graduate.email));
  return "name alone";
}

}  // namespace

const std::string& CourseLanguage(const Course& course, const SchoolProfile& profile) {
  return course.language.empty() ? profile.default_language : course.language;
}

Award Award::Make(const Graduate& graduate, std::shared_ptr<const Course> shared,
                  const SchoolProfile& profile) {
  const Course& course = *shared;
  const DocumentClass document_class = ClassOf(graduate, course);
  Award award{graduate,
              std::move(shared),
              document_class,
              graduate.name,
              AssessmentOf(document_class, course),
              FirstOf(graduate.location, profile.default_location),
              FirstOf(graduate.instructor, profile.default_instructor),
              FirstOf(graduate.template_name, profile.default_template),
              FirstOf(graduate.language, CourseLanguage(course, profile)),
              "",
              std::nullopt};
  award.second_language = SecondLanguage(graduate, course, profile, award.language);
  award.script_names = FirstOf(course.names, profile.default_names) == "script";
  if (!graduate.post_nominals.empty()) award.holder_name += ", " + graduate.post_nominals;
  if (course.refresh_months) {
    award.expires = graduate.completed.AddMonths(*course.refresh_months);
  }
  return award;
}

std::string ForeignLanguage(const std::string& language, const Award& award) {
  return PrimaryTag(language) == PrimaryTag(award.language) ? "" : language;
}

Sha256Digest IdentityOf(const Award& award, int duplicate) {
  std::string text = StrCat("certseal identity/v1\n", award.course->code, '\n',
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
  const Course& course = *award.course;
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
                     CourseLanguage(course, profile), course.criteria, course.total_hours(),
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

}  // namespace certseal
