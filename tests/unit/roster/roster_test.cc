// SPDX-License-Identifier: Apache-2.0
#include "roster/roster.h"

#include "base/strings.h"
#include "unit/roster/roster_testing.h"

namespace certseal {
namespace {

using testing_support::Options;
using testing_support::Show;
using Lines = std::vector<std::string>;

Result<Roster> Read(std::string_view bytes, const RosterOptions& options = Options()) {
  static const Catalogue catalogue = testing_support::StarterCatalogue();
  return ReadRoster(bytes, options, catalogue);
}

// One graduate under these headings; the findings of the row.
Lines FindingsOf(std::string_view headings, std::string_view row,
                 const RosterOptions& options = Options()) {
  const auto roster = Read(StrCat(headings, "\n", row, "\n"), options);
  EXPECT_TRUE(roster) << roster.error().message;
  EXPECT_EQ(Show(roster->file_findings), Lines{});
  if (roster->rows.size() != 1) return {"not one row"};
  return Show(roster->rows[0].findings);
}

Graduate Only(const Result<Roster>& roster) {
  EXPECT_TRUE(roster && roster->rows.size() == 1 && roster->rows[0].is_graduate);
  return *roster->ReadGraduate(0);
}

constexpr const char* kShort = "Name,Date,Course,Profession";

TEST(ReadRoster, FillsInWhatTheFileDoesNotSay) {
  const auto injector =
      Read("Name,Date,Course,Profession\nAda Quill,2026-03-14,BDF-201,RN");
  EXPECT_EQ(Only(injector).role, "injector");
  EXPECT_EQ(Only(injector).didactic.Text(), "7");
  EXPECT_EQ(Only(injector).hands_on.Text(), "9");
  EXPECT_FALSE(Only(injector).credits);
  const auto observer = Read(
      "Name,Date,Course,Profession,Role\nAda Quill,2026-03-14,BDF-201,RN,Observer");
  EXPECT_EQ(Only(observer).role, "observer");
  EXPECT_EQ(Only(observer).didactic.Text(), "7");
  EXPECT_EQ(Only(observer).hands_on.Text(), "0");
  const auto theory = Read("Name,Date,Course\nAda Quill,2026-03-14,LSR-040");
  EXPECT_EQ(Only(theory).role, "didactic only") << "a course without hands-on hours";
  EXPECT_EQ(Only(theory).didactic.Text(), "40");
}

TEST(ReadRoster, TakesTheCourseOfTheOption) {
  RosterOptions options = Options();
  options.course = "bdf201";
  EXPECT_EQ(
      Only(Read("Name,Date,Profession\nAda Quill,2026-03-14,RN", options)).course_code,
      "BDF-201");
  EXPECT_EQ(Only(Read("Name,Date,Course,Profession\nAda Quill,2026-03-14,,RN", options))
                .course_code,
            "BDF-201");
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,BDF-201,RN", options), Lines{});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,LSR-040,RN", options),
            Lines{"error Course: is not the course given with --course, BDF-201"});
  options.course = "BDF-202";
  const auto unknown = Read("Name,Date\nAda Quill,2026-03-14", options);
  ASSERT_TRUE(unknown);
  EXPECT_EQ(
      Show(unknown->file_findings),
      Lines{"error: --course \"BDF-202\" is no course of the catalogue; did you mean "
            "\"BDF-201\"?"});
  EXPECT_FALSE(unknown->rows[0].is_graduate);
}

TEST(ReadRoster, FindsCoursesByCodeAndTitle) {
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,bdf 201,RN"),
            Lines{"repair Course: course code as in the catalogue: bdf 201 > BDF-201"});
  EXPECT_EQ(
      FindingsOf(kShort,
                 "Ada Quill,2026-03-14,botulinum toxin type a and dermal fillers,RN"),
      Lines{
          "repair Course: course code as in the catalogue: botulinum toxin type a and "
          "dermal fillers > BDF-201"});
  EXPECT_EQ(
      FindingsOf(kShort, "Ada Quill,2026-03-14,BDF-2001,RN"),
      Lines{"error Course: is no course of the catalogue; did you mean \"BDF-201\"?"});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,,RN"),
            Lines{"error Course: there is no course"});
}

TEST(ReadRoster, ChecksWhoTheCourseIsOpenTo) {
  EXPECT_EQ(
      FindingsOf(kShort, "Ada Quill,2026-03-14,BDF-201,LPN"),
      Lines{"error Profession: the course is not open to this profession: BDF-201 is "
            "open to MD, DO, PA, NP, APRN, RN, DDS, DMD"});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,LSR-040,LPN"), Lines{});
  EXPECT_EQ(
      FindingsOf("Name,Date,Course", "\"Ada Quill, FNP-BC\",2026-03-14,BDF-201").back(),
      "notice: profession NP taken from the letters after the name");
  EXPECT_EQ(
      FindingsOf("Name,Date,Course", "Ada Quill,2026-03-14,BDF-201"),
      Lines{"error: the profession is not known: BDF-201 is open to MD, DO, PA, NP, "
            "APRN, RN, DDS, DMD"});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-03-14,LSR-040,Barber"),
            Lines{"warning Profession: is on no list of professions; it is kept"});
}

TEST(ReadRoster, ChecksDates) {
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-11-23,BDF-201,RN"), Lines{}) << "today";
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,2026-11-24,BDF-201,RN"),
            Lines{"error Date: November 24, 2026 lies in the future"});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,1989-12-31,BDF-201,RN"),
            Lines{"error Date: December 31, 1989 lies before 1990"});
  EXPECT_EQ(FindingsOf(kShort, "Ada Quill,,BDF-201,RN"),
            Lines{"error Date: there is no completion date"});
  const std::string headings = "Name,Date,Course,Profession,Start Date";
  EXPECT_EQ(FindingsOf(headings, "Ada Quill,2026-03-14,BDF-201,RN,2026-03-15"),
            Lines{"error Start Date: the course starts after its completion"});
  EXPECT_EQ(Only(Read(StrCat(headings, "\nAda Quill,2026-03-14,BDF-201,RN,2026-03-13")))
                .started,
            Date::ParseIso("2026-03-13"));
}

TEST(ReadRoster, ChecksHoursRoleAndFee) {
  const std::string headings =
      "Name,Date,Course,Profession,Didactic,Hands-on,Claimed,Role,Paid";
  const auto with = [&](std::string_view rest) {
    return FindingsOf(headings, StrCat("Ada Quill,2026-03-14,BDF-201,RN,", rest));
  };
  EXPECT_EQ(with("7,9,16,injector,Y"), Lines{});
  EXPECT_EQ(with("0.25,0,0.25,injector,Y"), Lines{});
  EXPECT_EQ(with("7,9,,injector,Y"), Lines{}) << "no credits claimed";
  EXPECT_EQ(with("7.25,9,,injector,Y"),
            Lines{"error Didactic: is more than the 7 hours of the course"});
  EXPECT_EQ(with("7,9.25,,injector,Y"),
            Lines{"error Hands-on: is more than the 9 hours of the course"});
  EXPECT_EQ(with("5,4,9.25,injector,Y"),
            Lines{"error Claimed: claims more than the 9 hours attended"});
  EXPECT_EQ(with(",9,,injector,Y"), Lines{"error Didactic: there are no hours"});
  EXPECT_EQ(with("0,0,,injector,Y"), Lines{"error: no hour was attended"});
  EXPECT_EQ(with("7,x,,injector,Y"), Lines{"error Hands-on: is not a number of hours"});
  EXPECT_EQ(
      with("7,1,,theory only,Y"),
      (Lines{"repair Role: usual word for the role: theory only > didactic only",
             "warning Hands-on: hands-on hours of one who attended the didactic part "
             "only"}));
  EXPECT_EQ(with("7,9,,,Y"), Lines{"error Role: there is no role"});
  EXPECT_EQ(with("7,9,,injector,N"), Lines{"error Paid: fee not paid"});
  EXPECT_EQ(with("7,9,,injector,"),
            Lines{"error Paid: does not say whether the fee is paid"});
  EXPECT_EQ(with("7,9,,injector,half"),
            Lines{"error Paid: does not say whether the fee is paid"});
}

TEST(ReadRoster, ReadsTheLanguageByTagAndByName) {
  const std::string head = "Name,Date,Course,Language";
  const auto language = [&](const std::string& cell) {
    const auto roster = Read(head + "\nAda Quill,2026-03-14,LSR-040," + cell);
    return Only(roster).language;
  };
  EXPECT_EQ(language(""), "");
  EXPECT_EQ(language("es-MX"), "es-MX");
  EXPECT_EQ(language("ES"), "es");
  EXPECT_EQ(language("en_GB"), "en-GB");
  EXPECT_EQ(language("Español"), "es");
  EXPECT_EQ(FindingsOf(head, "Ada Quill,2026-03-14,LSR-040,german"),
            Lines{"repair Language: language by its tag: german > de"});
  EXPECT_EQ(FindingsOf(head, "Ada Quill,2026-03-14,LSR-040,Spansh"),
            Lines{"error Language: is no language that certificates are written in; did "
                  "you mean \"Spanish\"?"});
  EXPECT_EQ(FindingsOf(head, "Ada Quill,2026-03-14,LSR-040,zh-TW"),
            Lines{"error Language: is no language that certificates are written in"});
}

TEST(ReadRoster, ReadsTheOptionalTexts) {
  const auto roster = Read(
      "Name,Date,Course,Location,Instructor,Template,License #,Lic. State\n"
      "Ada Quill,2026-03-14,LSR-040,\"Reno, NV\",\"Dr. X, MD\",modern-2,RN 5,nevada");
  const Graduate& graduate = Only(roster);
  EXPECT_EQ(graduate.location, "Reno, NV");
  EXPECT_EQ(graduate.instructor, "Dr. X, MD");
  EXPECT_EQ(graduate.template_name, "modern-2");
  EXPECT_EQ(graduate.licence, "RN 5");
  EXPECT_EQ(graduate.licence_state, "NV");
  EXPECT_EQ(
      FindingsOf("Name,Date,Course,Template", "Ada Quill,2026-03-14,LSR-040,../x"),
      Lines{"error Template: is no template's name"});
  EXPECT_EQ(FindingsOf("Name,Date,Course,Location",
                       "Ada Quill,2026-03-14,LSR-040," + std::string(121, 'x')),
            Lines{"error Location: is longer than 120 characters"});
  EXPECT_EQ(FindingsOf("Name,Date,Course,License", "Ada Quill,2026-03-14,LSR-040,a<b"),
            Lines{"error License: is not a licence number"});
}

TEST(ReadRoster, ReadsAMemberNumber) {
  const std::string head = "Name,Date,Course,AGD #";
  const std::string begin = "Ada Quill,2026-03-14,LSR-040,";
  EXPECT_EQ(Only(Read(head + "\n" + begin + "0112233")).member, "0112233");
  EXPECT_EQ(Only(Read(head + "\n" + begin)).member, "");
  EXPECT_EQ(FindingsOf(head, begin + "1.12E+05"),
            Lines{"error AGD #: the spreadsheet has rounded the number: its last digits "
                  "are lost"});
  EXPECT_EQ(FindingsOf(head, begin + "a<b"), Lines{"error AGD #: is not a member number"});
}

TEST(ReadRoster, ComparesRows) {
  const auto roster = Read(
      "Name,Date,Course,Email,License\n"
      "Zoë Ray,2026-03-14,LSR-040,z@example.org,N-1\n"
      "ZOE  RAY,2026-03-14,lsr040,Z@example.org,\n"    // the same, but for spelling
      "Zoe Ray,2026-03-14,LSR-040,,n1\n"               // no address: the same
      "Zoe Ray,2026-03-15,LSR-040,z@example.org,N1\n"  // another day
      "Zoe Ray,2026-03-14,LSR-040,z2@example.org,\n"   // another address: a namesake
      "Zoe Ray,2026-03-14,LSR-040,z2@example.org,\n"   // who stands twice
      "Yan Lee,2026-03-14,LSR-040,y@example.org,N1\n"  // shares a licence
      "Yan Lee,2026-03-14,LSR-040,,\n"
      "Uma Fox,2026-03-14,LSR-040,,\n"
      "Uma Fox,2026-03-14,LSR-040,u@example.org,N2\n");  // nothing differs
  ASSERT_TRUE(roster);
  const auto of = [&](int line) {
    Lines out;
    for (const std::string& text :
         Show(roster->rows[static_cast<size_t>(line - 2)].findings)) {
      if (!text.starts_with("repair") && text.find("capitals") == std::string::npos) {
        out.push_back(text);
      }
    }
    return out;
  };
  const auto again = [](std::string_view name, int line) {
    return StrCat("error: \"", name, "\" stands on line ", line,
                  " already, with the same course and completion date");
  };
  const std::string namesake =
      "notice: somebody else named \"Zoe Ray\" stands on line 2";
  EXPECT_EQ(of(2), Lines{});
  EXPECT_EQ(of(3), Lines{again("ZOE RAY", 2)});
  EXPECT_EQ(of(4), Lines{again("Zoe Ray", 2)});
  EXPECT_EQ(of(5), Lines{});
  EXPECT_EQ(of(6), Lines{namesake}) << "line 4 is the person of line 2 already";
  EXPECT_EQ(of(7), (Lines{again("Zoe Ray", 6), namesake}));
  EXPECT_EQ(of(8),
            Lines{"warning: the licence number stands on line 2 under another name"});
  EXPECT_EQ(of(9), Lines{again("Yan Lee", 8)});
  EXPECT_EQ(of(11), Lines{again("Uma Fox", 10)});
}

TEST(ReadRoster, TellsRowsOfTheWrongLength) {
  EXPECT_EQ(FindingsOf("Name,Date,Course,Notes", "Ada Quill,2026-03-14,LSR-040"),
            Lines{"notice: has 3 of 4 cells; those that are missing count as empty"});
  EXPECT_EQ(FindingsOf("Name,Date,Course", "Ada Quill,2026-03-14,LSR-040,,"), Lines{});
  EXPECT_EQ(FindingsOf("Name,Date,Course", "Ada Quill,2026-03-14,LSR-040,more"),
            Lines{"error: has 4 cells under 3 headings"});
}

TEST(ReadRoster, ReportsTheColumnsAndGoesOn) {
  const auto roster = Read("Nom,Date,Course\nAda Quill,2026-13-14,LSR-040\n");
  ASSERT_TRUE(roster);
  EXPECT_EQ(Show(roster->file_findings),
            Lines{"error: there is no column for the name"});
  EXPECT_EQ(Show(roster->rows[0].findings),
            Lines{"error Date: there is no such day in the calendar"});
  EXPECT_EQ(roster->ignored, Lines{"Nom"});
  const auto doubtful = Read("Name,Date,Date,Course\nAda Quill,2026-03-14,,LSR-040\n");
  ASSERT_TRUE(doubtful);
  EXPECT_TRUE(doubtful->has_errors());
  EXPECT_FALSE(doubtful->rows[0].has_errors());
  EXPECT_FALSE(doubtful->rows[0].is_graduate) << "the column of the date is in doubt";
  const auto empty = Read("Name,Date,Course\n\n,,\n");
  ASSERT_TRUE(empty);
  EXPECT_EQ(Show(empty->file_findings),
            Lines{"error: there is no row below the headings"});
}

TEST(ReadRoster, ComparesManyNamesakes) {
  std::string text = "Name,Date,Course,Email\n";
  for (int i = 0; i < 20'000; ++i) {
    text += StrCat("Ada Quill,2026-03-14,LSR-040,a", i, "@example.org\n");
  }
  text += "Ada Quill,2026-03-14,LSR-040,a19999@example.org\n";
  const auto roster = Read(text);
  ASSERT_TRUE(roster);
  for (const RosterRow& row : roster->rows) {
    ASSERT_EQ(row.has_errors(), row.line == 20'002) << row.line;
  }
}

}  // namespace
}  // namespace certseal
