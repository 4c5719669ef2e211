// SPDX-License-Identifier: Apache-2.0
#include "school/catalogue.h"

#include <map>
#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "school/field_rules.h"
#include "school/json_reader.h"

namespace certseal {
namespace {

using nlohmann::json;

constexpr size_t kMaxCourses = 2000;
constexpr size_t kMaxModules = 24;
constexpr size_t kMaxSubjects = 40;
constexpr size_t kMaxProfessions = 60;
constexpr int kMaxRefreshMonths = 240;

const JsonObjectReader::Fields& CourseFields() {
  static const JsonObjectReader::Fields fields = {
      "code",     "title",         "version",      "description",
      "days",     "didacticHours", "handsOnHours", "modules",
      "subjects", "eligible",      "prerequisite", "assessment",
      "criteria", "document",      "refreshMonths", "basis",
      "language", "secondLanguage", "titles"};
  return fields;
}

// Codes that Find could confuse have the same key.
std::string CodeKey(std::string_view code) {
  std::string key;
  for (char c : AsciiLower(code)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
  }
  return key;
}

void ReadCode(JsonObjectReader& reader, Course& course) {
  course.code = reader.Text("code", {64, Presence::kRequired});
  if (course.code.empty()) return;
  if (!IsCourseCode(course.code) || CodeKey(course.code).empty()) {
    reader.Problem("code",
                   "must be 1 to 32 letters, digits, hyphens, dots or underscores");
  }
}

// "titles": {"es": "Fundamentos de toxina botulínica"}
Titles ReadTitles(JsonObjectReader& reader, JsonProblems& problems) {
  const json* value = reader.Inner("titles");
  if (value == nullptr) return {};
  const JsonPlace place = reader.PlaceOf("titles");
  JsonObjectReader::Fields tags;
  if (value->is_object()) {
    for (const auto& [tag, unused] : value->items()) tags.push_back(tag);
  }
  JsonObjectReader inner(*value, place, tags, problems);
  Titles titles;
  for (const std::string& tag : tags) {
    if (!IsLanguageTag(tag)) inner.Problem(tag, "must be a language tag as \"es\"");
    titles[tag] = inner.Text(tag, {160, Presence::kRequired});
    CheckWording(inner, tag, titles[tag]);
  }
  return titles;
}

void ReadTexts(JsonObjectReader& reader, Course& course) {
  course.title = reader.Text("title", {160, Presence::kRequired});
  course.version = reader.Text("version", {20, Presence::kRequired});
  course.description = reader.Text("description", {1000, Presence::kRequired});
  course.criteria = reader.Text("criteria", {1000, Presence::kRequired});
  course.prerequisite = reader.Text("prerequisite", {200});
  course.assessment = reader.Text("assessment", {120});
  course.basis = reader.Text("basis", {200});
  course.language = reader.Text("language", {35});
  course.second_language = reader.Text("secondLanguage", {35});
  for (const auto& [field, tag] : {std::pair("language", course.language),
                                   std::pair("secondLanguage", course.second_language)}) {
    if (!tag.empty() && !IsLanguageTag(tag)) {
      reader.Problem(field, "must be a language tag as \"en\"");
    }
  }
  CheckWording(reader, "title", course.title);
  CheckWording(reader, "description", course.description);
  CheckWording(reader, "criteria", course.criteria);
}

void ReadHours(JsonObjectReader& reader, Course& course) {
  const auto didactic = reader.Hours("didacticHours", Presence::kRequired);
  const auto hands_on = reader.Hours("handsOnHours", Presence::kRequired);
  course.days = reader.Hours("days", Presence::kOptional);
  course.refresh_months = reader.Whole("refreshMonths", kMaxRefreshMonths);
  if (course.days && *course.days == Quarters()) {
    reader.Problem("days", "must be more than 0, or null where it is not known");
  }
  if (!didactic || !hands_on) return;
  course.didactic_hours = *didactic;
  course.hands_on_hours = *hands_on;
  if (course.total_hours() == Quarters()) {
    reader.Problem("didacticHours", "the course has no hours");
  }
}

Module ReadModule(const json& value, const JsonPlace& place, JsonProblems& problems) {
  static const JsonObjectReader::Fields fields = {"title", "didacticHours",
                                                  "handsOnHours", "titles"};
  JsonObjectReader reader(value, place, fields, problems);
  Module module;
  module.title = reader.Text("title", {160, Presence::kRequired});
  module.titles = ReadTitles(reader, problems);
  CheckWording(reader, "title", module.title);
  module.didactic_hours =
      reader.Hours("didacticHours", Presence::kRequired).value_or(Quarters());
  module.hands_on_hours =
      reader.Hours("handsOnHours", Presence::kRequired).value_or(Quarters());
  return module;
}

// A transcript adds the modules up: they have to come to what the certificate says.
void ReadModules(JsonObjectReader& reader, Course& course, JsonProblems& problems) {
  reader.ForEach("modules", kMaxModules, [&](const json& item, const JsonPlace& place) {
    course.modules.push_back(ReadModule(item, place, problems));
  });
  if (course.modules.empty()) return;
  const auto compare = [&](Quarters Module::*part, const Quarters& whole,
                           std::string_view kind) {
    Quarters sum;
    for (const Module& module : course.modules) sum = sum + module.*part;
    if (sum == whole) return;
    reader.Problem("modules", StrCat("their ", kind, " hours come to ", sum.Text(),
                                     ", the course's are ", whole.Text()));
  };
  compare(&Module::didactic_hours, course.didactic_hours, "didactic");
  compare(&Module::hands_on_hours, course.hands_on_hours, "hands-on");
}

void ReadDocument(JsonObjectReader& reader, Course& course) {
  course.document =
      reader.Choice("document", {"completion", "attendance", "participation"}, "",
                    Presence::kRequired);
  if (course.document == "completion" && course.assessment.empty()) {
    reader.Problem("document",
                   "a certificate of completion needs an assessment; without one it is "
                   "\"attendance\"");
  }
}

Course ReadCourse(const json& value, const JsonPlace& place, JsonProblems& problems) {
  JsonObjectReader reader(value, place, CourseFields(), problems);
  Course course;
  ReadCode(reader, course);
  ReadTexts(reader, course);
  course.titles = ReadTitles(reader, problems);
  ReadHours(reader, course);
  ReadModules(reader, course, problems);
  course.subjects = reader.TextList("subjects", kMaxSubjects, {120});
  course.eligible = reader.TextList("eligible", kMaxProfessions, {40});
  ReadDocument(reader, course);
  return course;
}

std::vector<Course> ReadCourses(const json& value, JsonProblems& problems) {
  JsonObjectReader reader(value, {}, {"courses"}, problems);
  std::vector<Course> courses;
  std::map<std::string, std::string> seen;
  reader.ForEach("courses", kMaxCourses, [&](const json& item, const JsonPlace& place) {
    Course course = ReadCourse(item, place, problems);
    const auto [other, is_new] = seen.emplace(CodeKey(course.code), course.code);
    if (!is_new && !course.code.empty()) {
      problems.Add(place.Field("code"),
                   StrCat(Quote(course.code), " is taken by the course ",
                          Quote(other->second), " above"));
    }
    courses.push_back(std::move(course));
  });
  if (problems.empty() && courses.empty()) {
    problems.Add({}, "lists no course: { \"courses\": [ ... ] }");
  }
  return courses;
}

}  // namespace

Result<Catalogue> Catalogue::Parse(std::string_view text, std::string_view file_name) {
  std::vector<Course> courses;
  TRY(ReadJsonFile(text, file_name, [&](const json& value, JsonProblems& problems) {
    courses = ReadCourses(value, problems);
  }));
  return Catalogue(std::move(courses));
}

const Course* Catalogue::Find(std::string_view code) const {
  const std::string key = CodeKey(code);
  if (key.empty()) return nullptr;
  for (const Course& course : courses_) {
    if (CodeKey(course.code) == key) return &course;
  }
  return nullptr;
}

}  // namespace certseal
