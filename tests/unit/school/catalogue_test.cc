// SPDX-License-Identifier: Apache-2.0
#include "school/catalogue.h"

#include <gtest/gtest.h>

#include "school/suggest.h"

namespace certseal {
namespace {

std::string CourseJson(std::string_view extra = "", std::string_view code = "A-1") {
  return "{\"code\":\"" + std::string(code) +
         "\",\"title\":\"T\",\"version\":\"1\",\"description\":\"D\",\"didacticHours\":"
         "1,"
         "\"handsOnHours\":0.25,\"criteria\":\"C\",\"document\":\"attendance\"" +
         std::string(extra) + "}";
}

std::string Why(std::string_view courses) {
  const auto catalogue =
      Catalogue::Parse("{\"courses\":[" + std::string(courses) + "]}", "courses.json");
  return catalogue ? "accepted" : catalogue.error().message;
}

TEST(StarterCatalogue, HoldsTheThirteenCourses) {
  const auto catalogue = Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  ASSERT_TRUE(catalogue) << catalogue.error().message;
  std::vector<std::string> codes;
  for (const Course& course : catalogue->courses()) codes.push_back(course.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"BTX-101", "BDF-201", "BDF-301", "DNT-240",
                                             "LSR-040", "LSR-124", "LSR-224", "SKN-110",
                                             "SCL-120", "BHR-210", "PRP-115", "EMG-010",
                                             "CMP-500"}));
  const Course& course = *catalogue->Find("BDF-201");
  EXPECT_EQ(course.title, "Botulinum Toxin Type A and Dermal Fillers");
  EXPECT_EQ(course.days->Text(), "2");
  EXPECT_EQ(course.didactic_hours.Text(), "7");
  EXPECT_EQ(course.hands_on_hours.Text(), "9");
  EXPECT_EQ(course.total_hours().Text(), "16");
  EXPECT_EQ(course.refresh_months, 24);
  EXPECT_EQ(course.document, "completion");
  EXPECT_EQ(course.eligible.size(), 8u);
  EXPECT_EQ(catalogue->Find("EMG-010")->days->Text(), "0.5");
  EXPECT_TRUE(course.modules.empty());
  ASSERT_EQ(catalogue->Find("CMP-500")->modules.size(), 6u);
  EXPECT_EQ(catalogue->Find("CMP-500")->modules[1].didactic_hours.Text(), "40");
  EXPECT_FALSE(catalogue->Find("DNT-240")->refresh_months);
  EXPECT_TRUE(catalogue->Find("LSR-040")->eligible.empty());
}

TEST(StarterCatalogue, TellsTheSameHoursInItsTexts) {
  const auto catalogue = Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  ASSERT_TRUE(catalogue);
  for (const Course& course : catalogue->courses()) {
    for (const std::string& text : {course.description, course.criteria}) {
      const auto says = [&](const Quarters& hours, const char* kind) {
        return text.find(hours.Text() + ' ' + kind + " hours") != std::string::npos;
      };
      EXPECT_EQ(says(course.didactic_hours, "didactic"),
                course.didactic_hours.count() > 0)
          << text;
      EXPECT_EQ(says(course.hands_on_hours, "hands-on"),
                course.hands_on_hours.count() > 0)
          << text;
    }
  }
}

TEST(Catalogue, FindForgivesCaseAndPunctuation) {
  const auto catalogue = Catalogue::Parse(StarterCatalogueJson(), "courses.json");
  ASSERT_TRUE(catalogue);
  for (const char* code : {"BDF-201", "bdf201", "bdf 201", "Bdf_201", "BDF.201"}) {
    const Course* course = catalogue->Find(code);
    ASSERT_TRUE(course) << code;
    EXPECT_EQ(course->code, "BDF-201");
  }
  for (const char* code : {"", "-", "BDF-20", "BDF-2011"}) {
    EXPECT_FALSE(catalogue->Find(code)) << code;
  }
}

TEST(Catalogue, ChecksEachField) {
  EXPECT_EQ(Why(CourseJson()), "accepted");
  EXPECT_EQ(Why(CourseJson(",\"refreshMonths\":null,\"days\":null")), "accepted");
  const std::string at = "courses.json:1: courses[0].";
  EXPECT_EQ(
      Why(CourseJson(",\"refreshMonths\":0")),
      at + "refreshMonths: must be a whole number from 1 to 240, or null for none");
  EXPECT_EQ(Why(CourseJson(",\"days\":0")),
            at + "days: must be more than 0, or null where it is not known");
  EXPECT_EQ(
      Why(CourseJson(",\"days\":0.3")),
      at + "days: must be a number from 0 to 10000 in steps of 0.25, without quotes");
  EXPECT_EQ(Why(CourseJson(",\"handsonHours\":2")),
            at + "handsonHours: no such field; did you mean \"handsOnHours\"?");
  EXPECT_EQ(Why(CourseJson(",\"eligible\":[\"RN\",\"RN\"]")),
            at + "eligible[1]: \"RN\" stands twice");
  EXPECT_EQ(Why(CourseJson("", "a b")),
            at + "code: must be 1 to 32 letters, digits, hyphens, dots or underscores");
  EXPECT_EQ(Why(CourseJson("", "---")),
            at + "code: must be 1 to 32 letters, digits, hyphens, dots or underscores");
  EXPECT_EQ(Why(CourseJson("", std::string(33, 'a'))),
            at + "code: must be 1 to 32 letters, digits, hyphens, dots or underscores");
  EXPECT_EQ(Why(CourseJson("", std::string(32, 'a'))), "accepted");
}

TEST(Catalogue, HoursOfModulesComeToTheCourses) {
  const auto modules = [](const std::string& first, const std::string& second) {
    return CourseJson(",\"modules\":[{\"title\":\"A\"," + first +
                      "},{\"title\":\"B\"," + second + "}]");
  };
  const std::string half = "\"didacticHours\":0.5,\"handsOnHours\":0";
  EXPECT_EQ(Why(modules(half, "\"didacticHours\":0.5,\"handsOnHours\":0.25")),
            "accepted");
  EXPECT_EQ(Why(modules(half, "\"didacticHours\":0.25,\"handsOnHours\":0.25")),
            "courses.json:1: courses[0].modules: their didactic hours come to 0.75, the "
            "course's are 1");
  EXPECT_EQ(Why(modules(half, half)),
            "courses.json:1: courses[0].modules: their hands-on hours come to 0, the "
            "course's are 0.25");
  EXPECT_EQ(Why(CourseJson(",\"modules\":[]")), "accepted");
  EXPECT_EQ(Why(modules(half, "\"didacticHours\":0.5,\"handsOnHour\":0.25")).substr(0, 70),
            std::string("courses.json:1: courses[0].modules[1].handsOnHour: no such field; "
                        "did you").substr(0, 70));
}

TEST(Catalogue, AsksForAnAssessmentWhereACertificateSaysCompletion) {
  std::string course = CourseJson();
  course.replace(course.find("attendance"), 10, "completion");
  EXPECT_EQ(Why(course),
            "courses.json:1: courses[0].document: a certificate of completion needs an "
            "assessment; without one it is \"attendance\"");
  course.insert(course.size() - 1, ",\"assessment\":\"written\"");
  EXPECT_EQ(Why(course), "accepted");
}

TEST(Catalogue, RefusesCodesThatLookAlike) {
  EXPECT_EQ(
      Why(CourseJson() + ",\n" + CourseJson("", "a1")),
      "courses.json:2: courses[1].code: \"a1\" is taken by the course \"A-1\" above");
}

TEST(Catalogue, RefusesWhatIsNoCatalogue) {
  EXPECT_EQ(Why(""), "courses.json:1: lists no course: { \"courses\": [ ... ] }");
  EXPECT_EQ(Why("3"), "courses.json:1: courses[0]: must be an object: { ... }");
  const auto missing = Catalogue::Parse("{\"courses\":[\n{\"code\":\"A\"}]}", "c.json");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().message,
            "c.json:2: courses[0].title: is missing\n"
            "c.json:2: courses[0].version: is missing\n"
            "c.json:2: courses[0].description: is missing\n"
            "c.json:2: courses[0].criteria: is missing\n"
            "c.json:2: courses[0].didacticHours: is missing\n"
            "c.json:2: courses[0].handsOnHours: is missing\n"
            "c.json:2: courses[0].document: is missing");
}

TEST(ClosestMatch, FindsMisspellings) {
  const std::vector<std::string> words = {"title", "name", "credentials"};
  EXPECT_EQ(ClosestMatch("tilte", words), "title");
  EXPECT_EQ(ClosestMatch("titel", words), "title");
  EXPECT_EQ(ClosestMatch("tte", words), std::nullopt) << "two edits of three letters";
  EXPECT_EQ(ClosestMatch("tittle", words), "title");
  EXPECT_EQ(ClosestMatch("NAME", words), "name");
  EXPECT_EQ(ClosestMatch("credential", words), "credentials");
  EXPECT_EQ(ClosestMatch("x", words), std::nullopt);
  EXPECT_EQ(ClosestMatch("", words), std::nullopt);
  EXPECT_EQ(DidYouMean("nme", words), "; did you mean \"name\"?");
  EXPECT_EQ(DidYouMean("zzz", words), "");
}

}  // namespace
}  // namespace certseal
