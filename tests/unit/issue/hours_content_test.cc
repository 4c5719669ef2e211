// SPDX-License-Identifier: Apache-2.0
#include "issue/hours_content.h"

#include <memory>

#include <gtest/gtest.h>

namespace certseal {
namespace {

using Row = std::map<std::string, std::string>;

Quarters Hours(const char* text) { return *Quarters::Parse(text); }

Award AwardOf(const char* didactic, const char* hands_on) {
  Course course;
  course.code = "CMP-1";
  course.version = "2026.1";
  course.document = "completion";
  course.didactic_hours = Hours("7");
  course.hands_on_hours = Hours("2.5");
  course.modules = {{"Theory", Hours("6"), {}},
                    {"Practice", Hours("1"), Hours("2.5")}};
  const Graduate graduate{.line = 2,
                          .name = "Zoë Ångström",
                          .post_nominals = "RN",
                          .profession = "RN",
                          .course_code = "CMP-1",
                          .completed = *Date::ParseIso("2026-03-14"),
                          .didactic = Hours(didactic),
                          .hands_on = Hours(hands_on),
                          .role = "injector"};
  return {graduate,
          std::make_shared<const Course>(course),
          DocumentClass::kCompletion,
          "Zoë Ångström, RN",
          "passed",
          "",
          "",
          "transcript",
          "en",
          "",
          std::nullopt};
}

PageContent PageOf(const Award& award, const char* language = "en") {
  PageContent page;
  AddHours(award, *Language::Find(language), page);
  return page;
}

TEST(HoursContent, OfWhoAttendedAll) {
  const PageContent page = PageOf(AwardOf("7", "2.5"));
  EXPECT_EQ(page.fields.at("hours.didactic"), "7");
  EXPECT_EQ(page.fields.at("hours.hands-on"), "2.5");
  EXPECT_EQ(page.fields.at("hours.total"), "9.5");
  EXPECT_EQ(page.lists.at("modules"),
            (std::vector<Row>{
                {{"title", "Theory"}, {"didactic", "6"}, {"hands-on", "–"}},
                {{"title", "Practice"}, {"didactic", "1"}, {"hands-on", "2.5"}}}));
}

TEST(HoursContent, OfAnObserverShowsNoHandsOnHours) {
  const PageContent page = PageOf(AwardOf("7", "0"));
  EXPECT_EQ(page.fields.at("hours.total"), "7");
  EXPECT_EQ(page.lists.at("modules")[1].at("didactic"), "1");
  EXPECT_EQ(page.lists.at("modules")[1].at("hands-on"), "–");
}

// Nobody knows which modules the missed hours were of: none is claimed.
TEST(HoursContent, OfWhoMissedHoursShowsNoModules) {
  EXPECT_EQ(PageOf(AwardOf("6", "2.5")).lists.count("modules"), 0u);
  EXPECT_EQ(PageOf(AwardOf("7", "1")).lists.count("modules"), 0u);
  Award award = AwardOf("7", "2.5");
  Course course = *award.course;
  course.modules.clear();
  award.course = std::make_shared<const Course>(std::move(course));
  EXPECT_EQ(PageOf(award).lists.count("modules"), 0u);
}

TEST(HoursContent, ReadsTheModulesBackFromAPage) {
  const Award award = AwardOf("7", "2.5");
  const std::vector<Module> modules = ModulesOf(PageOf(award), *award.course, nullptr);
  ASSERT_EQ(modules.size(), 2u);
  EXPECT_EQ(modules[1].title, "Practice");
  EXPECT_EQ(modules[1].hands_on_hours, Hours("2.5"));
  EXPECT_EQ(modules[0].hands_on_hours, Quarters());
  EXPECT_EQ(PageOf(award, "de").fields.at("hours.total"), "9,5");
  EXPECT_EQ(ModulesOf(PageOf(award, "de"), *award.course, nullptr).size(), 2u);
}

TEST(HoursContent, AnObserversModulesAreTheCoursesWhereItIsTheSame) {
  const Award award = AwardOf("7", "0");
  const PageContent page = PageOf(award);
  EXPECT_TRUE(ModulesOf(page, *award.course, nullptr).empty());
  Course listed = *award.course;
  EXPECT_EQ(ModulesOf(page, *award.course, &listed).size(), 2u);
  listed.version = "2027.1";
  EXPECT_TRUE(ModulesOf(page, *award.course, &listed).empty());
  EXPECT_TRUE(ModulesOf({}, *award.course, award.course.get()).empty());
}

}  // namespace
}  // namespace certseal
