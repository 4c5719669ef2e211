// SPDX-License-Identifier: Apache-2.0
#include "roster/header.h"

#include <gtest/gtest.h>

#include "base/strings.h"

namespace certseal {
namespace {

HeaderReading Match(std::vector<std::string> cells,
                    const ColumnOverrides& overrides = {}, bool course_given = false) {
  return MatchHeader({1, std::move(cells)}, overrides, course_given);
}

// "field=column" in the file's order, then "-ignored", then "!message".
std::string Show(const HeaderReading& reading) {
  std::vector<std::string> out;
  for (const ColumnMapping& column : reading.columns) {
    out.push_back(StrCat(FieldName(column.field), "=", column.index));
  }
  for (const std::string& ignored : reading.ignored) out.push_back("-" + ignored);
  for (const Finding& finding : reading.findings) out.push_back("!" + finding.message);
  return Join(out, " ");
}

TEST(MatchHeader, MatchesTolerantly) {
  EXPECT_EQ(Show(Match({"First Name", "Last Name", "Course", "Completed"})),
            "first-name=0 last-name=1 course=2 completed=3");
  EXPECT_EQ(
      Show(Match({"SURNAME", "given_name", "course code",
                  "Completion date (MM/DD/YYYY)", "License #", "Lic. State",
                  "E-Mail Address", "Hands on hrs", "T-shirt size", ""})),
      "last-name=0 first-name=1 course=2 completed=3 licence=4 licence-state=5 email=6 "
      "hands-on=7 -T-shirt size");
  EXPECT_EQ(Show(Match({"\u200bName\xc2\xa0", "Course", "Date"})),
            "name=0 course=1 completed=2");
  EXPECT_EQ(Show(Match({"Name", "Date"}, {}, true)), "name=0 completed=1");
}

TEST(MatchHeader, NamesWhatIsMissing) {
  EXPECT_EQ(Show(Match({"Foo"})),
            "-Foo !there is no column for the name !there is no column for the field "
            "completed "
            "!there is no column for the field course");
  EXPECT_EQ(
      Show(Match({"First Name", "Course", "Date"})),
      "first-name=0 course=1 completed=2 !there is no column for the field last-name");
  const HeaderReading reading = Match({"Name", "Course"});
  ASSERT_EQ(reading.findings.size(), 1u);
  EXPECT_EQ(reading.findings[0].remedy,
            "call it \"Completed\", \"Completion Date\", \"Date Completed\", \"Course "
            "Date\", "
            "or say --map completed=\"...\"");
}

TEST(MatchHeader, NamesBothColumnsOfADoubt) {
  EXPECT_EQ(Show(Match({"Name", "Date", "Completed", "Course"})),
            "name=0 completed=1 course=3 -Completed !the columns \"Date\" (2) and "
            "\"Completed\" (3) can both be the completed");
  EXPECT_EQ(
      Show(Match({"Name", "First", "Last", "Date", "Course"})),
      "name=0 first-name=1 last-name=2 completed=3 course=4 !the columns \"Name\" and "
      "\"Last\" can both be the name");
}

TEST(MatchHeader, LetsOverridesDecide) {
  EXPECT_EQ(Show(Match({"Name", "Date", "Completed", "Course"},
                       {{Field::kCompleted, "Completed"}})),
            "name=0 completed=2 course=3 -Date");
  EXPECT_EQ(Show(Match({"Name", "First", "Last", "Date", "Course"},
                       {{Field::kFullName, "name"}})),
            "name=0 completed=3 course=4 -First -Last");
  EXPECT_EQ(Show(Match({"Name", "First", "Last", "Date", "Course"},
                       {{Field::kFirstName, "First"}, {Field::kLastName, "Last"}})),
            "first-name=1 last-name=2 completed=3 course=4 -Name");
  EXPECT_EQ(Show(Match({"Who", "Date", "Date", "Course"},
                       {{Field::kFullName, "who"}, {Field::kCompleted, "3"}})),
            "name=0 completed=2 course=3 -Date");
}

TEST(MatchHeader, RefusesOverridesThatNameNoOneColumn) {
  EXPECT_EQ(Show(Match({"Name", "Date", "Course"}, {{Field::kEmail, "Nme"}})),
            "name=0 completed=1 course=2 !there is no column \"Nme\"; did you mean "
            "\"Name\"?");
  EXPECT_EQ(
      Show(Match({"Name", "Date", "Date", "Course"}, {{Field::kCompleted, "Date"}})),
      "name=0 course=3 -Date -Date !2 columns bear this name");
  EXPECT_EQ(Show(Match({"Name", "Date", "Course"},
                       {{Field::kStarted, "Date"}, {Field::kCompleted, "Date"}})),
            "name=0 completed=1 course=2 !is mapped to both completed and started");
}

TEST(Fields, AreReadByNameAndHeading) {
  for (Field field : AllFields()) {
    EXPECT_EQ(FieldFromName(FieldName(field)), field) << FieldName(field);
    EXPECT_EQ(FieldFromHeader(FieldName(field)), field) << FieldName(field);
    EXPECT_FALSE(FieldSynonyms(field).empty());
  }
  EXPECT_EQ(FieldFromName("First Name"), Field::kFirstName);
  EXPECT_EQ(FieldFromName("license"), Field::kLicence);
  EXPECT_EQ(FieldFromName("surname"), std::nullopt) << "a heading, not a field's name";
  for (const char* unclear :
       {"State", "Hours", "Title", "", "#", "Type", "ID", "Status"}) {
    EXPECT_EQ(FieldFromHeader(unclear), std::nullopt) << unclear;
  }
}

TEST(FindHeader, PassesOverTitles) {
  EXPECT_EQ(FindHeader({{1, {"Course roster"}}, {3, {"Name", "Course", "Date"}}}), 1u);
  EXPECT_EQ(FindHeader({{1, {"Foo", "Name"}}, {2, {"Anna", "Berg"}}}), 0u);
  EXPECT_EQ(FindHeader({}), 0u);
}

}  // namespace
}  // namespace certseal
