// SPDX-License-Identifier: Apache-2.0
//
// What becomes of each row of roster-difficult.csv.
#include <map>

#include "unit/roster/roster_testing.h"

namespace certseal {
namespace {

using testing_support::Show;
using Lines = std::vector<std::string>;

class DifficultRoster : public testing::Test {
 protected:
  void SetUp() override { Read(testing_support::Options()); }

  void Read(const RosterOptions& options) {
    auto read = ReadRoster(testing_support::ReadVector("roster-difficult.csv"), options,
                           testing_support::StarterCatalogue());
    ASSERT_TRUE(read) << read.error().message;
    roster_ = *std::move(read);
  }

  const RosterRow& Row(int line) const {
    static const RosterRow none;
    for (const RosterRow& row : roster_.rows) {
      if (row.line == line) return row;
    }
    ADD_FAILURE() << "no row begins on line " << line;
    return none;
  }

  Lines FindingsOf(int line) const { return Show(Row(line).findings); }

  std::optional<Graduate> GraduateOn(int line) const {
    return roster_.ReadGraduate(static_cast<size_t>(&Row(line) - roster_.rows.data()));
  }

  std::string NameOf(int line) const {
    const auto graduate = GraduateOn(line);
    return graduate ? graduate->name : "none";
  }

  Roster roster_;
};

TEST_F(DifficultRoster, IsReadAsATable) {
  EXPECT_EQ(roster_.encoding, "UTF-8 with BOM");
  EXPECT_EQ(roster_.delimiter, ',');
  EXPECT_EQ(roster_.header_line, 1);
  EXPECT_EQ(roster_.columns.size(), 14u);
  EXPECT_TRUE(roster_.ignored.empty());
  EXPECT_TRUE(roster_.file_findings.empty());
  EXPECT_TRUE(roster_.has_errors());
  ASSERT_EQ(roster_.rows.size(), 20u);
  Lines lines;
  for (const RosterRow& row : roster_.rows) {
    lines.push_back(std::to_string(row.line));
    EXPECT_EQ(row.has_errors(), !row.is_graduate) << row.line;
  }
  EXPECT_EQ(lines.back(), "22") << "the line break within quotes counts";
}

TEST_F(DifficultRoster, Line2IsFine) {
  EXPECT_EQ(FindingsOf(2), Lines{});
  const Graduate graduate = *GraduateOn(2);
  EXPECT_EQ(graduate.line, 2);
  EXPECT_EQ(graduate.name, "María José de la Peña-Núñez");
  EXPECT_EQ(graduate.post_nominals, "MSN, RN");
  EXPECT_EQ(graduate.email, "mj@example.org");
  EXPECT_EQ(graduate.licence, "0078121");
  EXPECT_EQ(graduate.licence_state, "CA");
  EXPECT_EQ(graduate.profession, "RN");
  EXPECT_EQ(graduate.course_code, "BDF-201");
  EXPECT_EQ(graduate.completed.Iso(), "2026-03-14");
  EXPECT_FALSE(graduate.started);
  EXPECT_EQ(graduate.didactic.Text(), "7");
  EXPECT_EQ(graduate.hands_on.Text(), "9");
  EXPECT_EQ(graduate.credits->Text(), "16");
  EXPECT_EQ(graduate.role, "injector");
  EXPECT_EQ(graduate.location + graduate.instructor + graduate.template_name, "");
}

TEST_F(DifficultRoster, Line3IsInCapitals) {
  EXPECT_EQ(
      FindingsOf(3),
      (Lines{"warning First Name: is in capitals throughout; the certificate will say "
             "\"SEAN O’CONNOR III\"",
             "repair Completed: year completed to four digits: 3/14/26 > 2026-03-14"}));
  EXPECT_EQ(NameOf(3), "SEAN O’CONNOR III");
  EXPECT_EQ(GraduateOn(3)->credits->Text(), "15.75");
}

TEST_F(DifficultRoster, Line4IsInSmallLettersAndGuarded) {
  EXPECT_EQ(
      FindingsOf(4),
      (Lines{"repair License #: guard stripped: =\"0093310\" > 0093310",
             "warning First Name: is in small letters throughout; the certificate will "
             "say \"ngọc anh nguyễn\""}));
  EXPECT_EQ(GraduateOn(4)->licence, "0093310");
}

TEST_F(DifficultRoster, Line5IsASingleName) {
  EXPECT_EQ(NameOf(5), "Suharto");
  EXPECT_EQ(
      FindingsOf(5),
      Lines{"repair Completed: year completed to four digits: 14-Mar-26 > 2026-03-14"});
}

TEST_F(DifficultRoster, Line6HasLostItsLicenceNumber) {
  EXPECT_EQ(
      FindingsOf(6),
      (Lines{"repair Last Name: letters after the name moved to the credentials: DDS: "
             "L'Écuyer, DDS > L'Écuyer",
             "error License #: the spreadsheet has rounded the number: its last digits "
             "are lost"}));
  EXPECT_EQ(Row(6).findings[1].value, "5.12E+06");
  EXPECT_EQ(Row(6).findings[1].line, 6);
  EXPECT_EQ(Row(6).findings[1].remedy,
            "look it up in the registration form or at the state board, and format the "
            "column "
            "as text before typing it");
}

TEST_F(DifficultRoster, Line7HasAGuardAndASerialDate) {
  EXPECT_EQ(FindingsOf(7),
            (Lines{"repair License #: guard stripped: '0012345 > 0012345",
                   "repair Completed: Excel's serial number: 46095 > 2026-03-14"}));
  EXPECT_EQ(GraduateOn(7)->licence, "0012345");
}

TEST_F(DifficultRoster, Line8HasAnAmbiguousDate) {
  EXPECT_EQ(
      FindingsOf(8),
      (Lines{
          "repair First Name: family name and given name turned round: Smith, John > "
          "John Smith",
          "error Completed: can be March 4, 2026 or April 3, 2026"}));
  RosterOptions options = testing_support::Options();
  options.dates = DateOrder::kMonthDayYear;
  Read(options);
  EXPECT_EQ(NameOf(8), "John Smith");
  EXPECT_EQ(GraduateOn(8)->completed.Iso(), "2026-03-04");
  EXPECT_EQ(GraduateOn(8)->post_nominals, "PA-C");
  EXPECT_EQ(GraduateOn(8)->profession, "PA");
  options.dates = DateOrder::kDayMonthYear;
  Read(options);
  EXPECT_EQ(GraduateOn(8)->completed.Iso(), "2026-04-03");
}

TEST_F(DifficultRoster, Line9HasAWrongAddressAndCredits) {
  EXPECT_EQ(
      FindingsOf(9),
      (Lines{"warning First Name: begins with the title \"Dr.\"; the certificate will "
             "say \"Dr. Anna van der Berg Jr.\"",
             "error Email: has more than one @",
             "error Claimed: is not a number in steps of 0.25"}));
}

TEST_F(DifficultRoster, Line10ClaimsTooMuch) {
  EXPECT_EQ(FindingsOf(10),
            Lines{"error Claimed: claims more than the 16 hours attended"});
}

TEST_F(DifficultRoster, Line11LeftEarly) {
  EXPECT_EQ(
      FindingsOf(11),
      (Lines{"repair Last Name: invisible characters removed: Sharma\u200b > Sharma",
             "error Role: is no role a certificate can state"}));
}

TEST_F(DifficultRoster, Line12HasNoState) {
  EXPECT_EQ(NameOf(12), "Ali علي");
  EXPECT_EQ(FindingsOf(12), Lines{"notice Lic. State: the licence has no state"});
}

TEST_F(DifficultRoster, Line13IsInHan) {
  EXPECT_EQ(NameOf(13), "小林 花子");
  EXPECT_EQ(
      FindingsOf(13),
      Lines{"notice First Name: is printed as \"小林 花子\": the first name first"});
}

TEST_F(DifficultRoster, Line14Observed) {
  EXPECT_EQ(FindingsOf(14), Lines{});
  EXPECT_EQ(GraduateOn(14)->role, "observer");
  EXPECT_EQ(GraduateOn(14)->hands_on.Text(), "0");
  EXPECT_EQ(GraduateOn(14)->credits->Text(), "7");
}

TEST_F(DifficultRoster, Lines15To17AreJaneDoeThreeTimes) {
  EXPECT_EQ(FindingsOf(15), Lines{"error Paid: fee not paid"});
  EXPECT_EQ(FindingsOf(16),
            (Lines{"error Paid: fee not paid",
                   "error: \"Jane Doe\" stands on line 15 already, with the "
                   "same course and completion date"}));
  EXPECT_EQ(FindingsOf(17),
            Lines{"notice: somebody else named \"Jane Doe\" stands on line 15"});
  EXPECT_EQ(NameOf(17), "Jane Doe");
}

TEST_F(DifficultRoster, Line18HoldsAFormula) {
  EXPECT_EQ(FindingsOf(18), Lines{"error First Name: the cell holds a formula"});
  EXPECT_EQ(Row(18).findings[0].value, "=HYPERLINK(\"http://x\")");
}

TEST_F(DifficultRoster, Line19IsBrokenAndInTheFuture) {
  EXPECT_EQ(FindingsOf(19),
            (Lines{"error Credentials: a line break stands inside the cell",
                   "repair Course: course code as in the catalogue: bdf201 > BDF-201",
                   "error Completed: March 14, 2027 lies in the future"}));
}

TEST_F(DifficultRoster, Line21IsFullOfRepairs) {
  EXPECT_EQ(
      FindingsOf(21),
      (Lines{
          "repair First Name: space trimmed:   Pat  > Pat",
          "repair Last Name: space trimmed: O'Brien  > O'Brien",
          "repair Credentials: usual spelling of the letters: r.n. > RN",
          "repair Lic. State: letters of the state: ca > CA",
          "repair Profession: usual letters of the profession: Registered Nurse > RN",
          "repair Didactic: decimal comma: 7,0 > 7",
          "repair Hands-on: decimal comma: 9,0 > 9",
          "repair Claimed: decimal comma: 16,0 > 16"}));
  const Graduate graduate = *GraduateOn(21);
  EXPECT_EQ(graduate.name, "Pat O'Brien");
  EXPECT_EQ(graduate.email, "PAT@EXAMPLE.ORG");
  EXPECT_EQ(graduate.licence_state, "CA");
  EXPECT_EQ(graduate.completed.Iso(), "2026-03-14");
  EXPECT_EQ(graduate.role, "injector");
}

TEST_F(DifficultRoster, Line22IsFine) {
  EXPECT_EQ(FindingsOf(22), Lines{});
  EXPECT_EQ(NameOf(22), "Kim Lee");
  EXPECT_EQ(GraduateOn(22)->course_code, "DNT-240");
}

TEST_F(DifficultRoster, SkippedRowsDoNotCount) {
  RosterOptions options = testing_support::Options();
  options.skip = {15, 20};
  Read(options);
  EXPECT_EQ(FindingsOf(16), Lines{"error Paid: fee not paid"})
      << "no longer a duplicate";
  EXPECT_TRUE(Row(15).skipped);
  EXPECT_EQ(Show(roster_.file_findings), Lines{"error: no row begins on line 20"});
}

}  // namespace
}  // namespace certseal
