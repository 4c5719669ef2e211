// SPDX-License-Identifier: Apache-2.0
#include "issue/issued_award.h"

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "issue/bilingual.h"
#include "issue/hours_content.h"
#include "issue/page_json.h"
#include "language/language.h"

namespace certseal {
namespace {

constexpr std::string_view kPassed = ", passed";

// The months by which an expiry follows on a completion; the last day of a month may
// stand for a later one.
Result<std::optional<int>> MonthsBetween(Date completed, std::optional<Date> expires) {
  if (!expires) return std::optional<int>();
  const int months =
      (expires->year() - completed.year()) * 12 + expires->month() - completed.month();
  if (completed.AddMonths(months) != expires) {
    return Fail(StrCat("its expiry, ", expires->Iso(),
                       ", is no whole number of months ", "after its completion"));
  }
  return std::optional(months);
}

// Who has attended was not assessed: whether others were, the record does not say.
void ReadAssessment(const Credential& record, const Course* listed, Course& course) {
  course.document = "attendance";
  if (record.document_class == DocumentClass::kAttendance) {
    if (!listed) return;
    course.document = listed->document;
    course.assessment = listed->assessment;
    return;
  }
  course.document = record.document_class == DocumentClass::kParticipation
                        ? "participation"
                        : "completion";
  if (!record.assessment.ends_with(kPassed)) return;
  course.assessment =
      record.assessment.substr(0, record.assessment.size() - kPassed.size());
}

Result<Course> ReadCourse(const Credential& record, const Catalogue& today) {
  const CourseFacts& facts = record.course;
  Course course;
  course.code = facts.code;
  course.title = facts.title;
  course.version = facts.version;
  course.description = facts.description;
  course.criteria = facts.criteria;
  course.language = facts.language;
  course.didactic_hours = facts.didactic_hours;
  course.hands_on_hours = facts.hands_on_hours;
  ASSIGN_OR_RETURN(course.refresh_months,
                   MonthsBetween(record.completed, record.expires));
  ReadAssessment(record, today.Find(facts.code), course);
  return course;
}

std::string OrNone(const std::string& tag) {
  return tag.empty() ? std::string(kNoLanguage) : tag;
}

Graduate ReadGraduate(const CertificateRow& row, const Credential& record,
                      PageContent& page) {
  const CertificateFacts& facts = row.facts;
  return {.line = 0,
          .name = facts.plain_name,
          .post_nominals = page.fields["postnominals"],
          .email = facts.email,
          .licence = facts.licence,
          .licence_state = facts.licence_state,
          .member = page.fields["member"],
          .profession = facts.profession,
          .course_code = facts.course_code,
          .completed = facts.completed,
          .started = record.started,
          .didactic = record.didactic_hours,
          .hands_on = record.hands_on_hours,
          .credits = record.credits,
          .role = record.role,
          .location = page.fields["location"],
          .instructor = page.fields["instructor"],
          .template_name = row.template_name,
          .language = Language::Find(page.language) ? page.language : "",
          .second_language = OrNone(SecondLanguageOf(page))};
}

Result<IssuedAward> Read(const CertificateRow& row, const Catalogue& today) {
  ASSIGN_OR_RETURN(const SignedRecord record, SignedRecord::Parse(row.record));
  ASSIGN_OR_RETURN(PageContent page, PageFromJson(row.page));
  const Credential& credential = record.credential();
  ASSIGN_OR_RETURN(Course course, ReadCourse(credential, today));
  const Course* listed = today.Find(course.code);
  course.modules = ModulesOf(page, course, listed);
  course.titles = TitlesOf(page);
  if (listed) AddListedTitles(*listed, course);
  Graduate graduate = ReadGraduate(row, credential, page);
  std::string location = graduate.location, instructor = graduate.instructor;
  Award award{std::move(graduate),
              std::make_shared<const Course>(std::move(course)),
              credential.document_class,
              credential.holder_name,
              credential.assessment,
              std::move(location),
              std::move(instructor),
              row.template_name,
              page.language,
              SecondLanguageOf(page),
              credential.expires};
  return IssuedAward{std::move(award), std::move(page)};
}

nlohmann::json TitlesJson(const Titles& titles) {
  nlohmann::json json = nlohmann::json::object();
  for (const auto& [tag, title] : titles) json[tag] = title;
  return json;
}

nlohmann::json CourseJson(const Course& course,
                          const std::vector<std::string>& eligible) {
  nlohmann::json json = {{"code", course.code},
                         {"title", course.title},
                         {"version", course.version},
                         {"description", course.description},
                         {"criteria", course.criteria},
                         {"language", course.language},
                         {"didacticHours", course.didactic_hours.value()},
                         {"handsOnHours", course.hands_on_hours.value()},
                         {"assessment", course.assessment},
                         {"document", course.document},
                         {"eligible", eligible},
                         {"titles", TitlesJson(course.titles)}};
  for (const Module& module : course.modules) {
    json["modules"].push_back({{"title", module.title},
                               {"didacticHours", module.didactic_hours.value()},
                               {"handsOnHours", module.hands_on_hours.value()},
                               {"titles", TitlesJson(module.titles)}});
  }
  if (course.refresh_months) json["refreshMonths"] = *course.refresh_months;
  return json;
}

}  // namespace

Result<IssuedAward> ReadIssuedAward(const StoredCertificate& certificate,
                                    const Catalogue& today) {
  const std::string code = certificate.row.facts.code.Printed();
  if (certificate.erased) {
    return Fail(StrCat(code, " was erased: nothing is left of what it said"));
  }
  Result<IssuedAward> issued = Read(certificate.row, today);
  if (!issued) return Within(code, issued.error());
  return issued;
}

Result<School> SchoolAsOf(const IssuedAward& issued, const School& today,
                          bool check_profession) {
  const Course& course = *issued.award.course;
  const Course* listed = check_profession ? today.catalogue.Find(course.code) : nullptr;
  nlohmann::json json;
  json["courses"] = nlohmann::json::array(
      {CourseJson(course, listed ? listed->eligible : std::vector<std::string>())});
  School school = today;
  ASSIGN_OR_RETURN(school.catalogue,
                   Catalogue::Parse(json.dump(), "the course as issued"));
  school.profile.default_location.clear();
  school.profile.default_instructor.clear();
  return school;
}

}  // namespace certseal
