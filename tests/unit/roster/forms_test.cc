// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "roster/closed_lists.h"
#include "roster/credentials.h"
#include "roster/date_forms.h"
#include "roster/number_forms.h"

namespace certseal {
namespace {

// "2026-03-14", "2026-03-14 (repair)" or "problem!".
std::string Day(std::string_view text, std::string_view order = "") {
  const DateReading reading = ReadDate(text, ParseDateOrder(order));
  EXPECT_NE(reading.date.has_value(), !reading.problem.empty()) << text;
  EXPECT_EQ(reading.problem.empty(), reading.remedy.empty()) << text;
  if (!reading.date) return reading.problem + "!";
  return reading.date->Iso() +
         (reading.repair.empty() ? "" : " (" + reading.repair + ")");
}

TEST(ReadDate, ReadsTheFormsPeopleWrite) {
  for (const char* text : {"2026-03-14",          "2026/3/14",
                           "2026.03.14",          "20260314",
                           "03/14/2026",          "3/14/2026",
                           "14/03/2026",          "14.03.2026",
                           "14-03-2026",          "14-Mar-2026",
                           "14 Mar 2026",         "14 March 2026",
                           "14. March 2026",      "14th March 2026",
                           "14th of March, 2026", "March 14, 2026",
                           "Mar 14 2026",         "Mar. 14, 2026",
                           "MARCH 14TH, 2026",    "Saturday, March 14, 2026",
                           "Sat 14 Mar 2026"}) {
    EXPECT_EQ(Day(text), "2026-03-14") << text;
  }
  EXPECT_EQ(Day("9 Sept 2025"), "2025-09-09");
  EXPECT_EQ(Day("29 Feb 2024"), "2024-02-29");
}

// Two digits may be a year at either end.
TEST(ReadDate, AsksWhichEndTheYearIsAt) {
  EXPECT_EQ(Day("14.03.26"), "can be March 14, 2026 or March 26, 2014!");
  EXPECT_EQ(Day("26/03/14"), "can be March 26, 2014 or March 14, 2026!");
  EXPECT_EQ(ReadDate("26/03/14", DateOrder::kYearMonthDay).date->Iso(), "2026-03-14");
  EXPECT_EQ(ReadDate("14.03.26", DateOrder::kDayMonthYear).date->Iso(), "2026-03-14");
}

TEST(ReadDate, ShowsWhatItCompleted) {
  const std::string two_digits = "2026-03-14 (year completed to four digits)";
  for (const char* text : {"3/14/26", "14-Mar-26", "March 14, 26"}) {
    EXPECT_EQ(Day(text), two_digits) << text;
  }
  EXPECT_EQ(Day("1/13/69"), "2069-01-13 (year completed to four digits)");
  EXPECT_EQ(Day("1/13/70"), "1970-01-13 (year completed to four digits)");
  EXPECT_EQ(Day("46095"), "2026-03-14 (Excel's serial number)");
  EXPECT_EQ(Day("46095.375"), "2026-03-14 (Excel's serial number)");
  EXPECT_EQ(Day("32874"), "1990-01-01 (Excel's serial number)");
  for (const char* text :
       {"2026-03-14 09:30", "2026-03-14T09:30:00Z", "3/14/2026 9:30 AM",
        "2026-03-14 00:00:00.000", "2026-03-14T09:30:00+01:00"}) {
    EXPECT_EQ(Day(text), "2026-03-14 (time of day dropped)") << text;
  }
}

TEST(ReadDate, DoesNotGuessTheOrder) {
  EXPECT_EQ(Day("03/04/2026"), "can be March 4, 2026 or April 3, 2026!");
  EXPECT_EQ(Day("03.04.2026"), "can be March 4, 2026 or April 3, 2026!");
  EXPECT_EQ(Day("3/4/26"), "can be March 4, 2026 or April 3, 2026!");
  EXPECT_EQ(ReadDate("03/04/2026", {}).remedy,
            "say which with --dates mdy or --dates dmy, or write it as 2026-03-14");
  EXPECT_EQ(Day("03/03/2026"), "2026-03-03");
  EXPECT_EQ(Day("03/04/2026", "mdy"), "2026-03-04");
  EXPECT_EQ(Day("03/04/2026", "dmy"), "2026-04-03");
  EXPECT_EQ(Day("26/03/04", "ymd"), "2026-03-04 (year completed to four digits)");
  EXPECT_EQ(Day("03/04/2026", "ymd"), "can be March 4, 2026 or April 3, 2026!");
  EXPECT_EQ(Day("14/03/2026", "mdy"), "2026-03-14") << "the only reading there is";
  EXPECT_EQ(Day("2026-03-04", "dmy"), "2026-03-04") << "year first is never ambiguous";
}

TEST(ReadDate, RefusesTheRest) {
  const std::string not_a_date = "is not a date!";
  for (const char* text :
       {"", "x", "March 2026", "14 March", "2026", "3/14", "1/2/3/2026",
        "14-Mar-Apr-2026", "Foo 14, 2026", "Ma 14, 2026", "100000", "12345", "3/14/126",
        "2026-03-14x", "14_3_26", "3/14/2026 9:30 foo", "٣/١٤/٢٠٢٦", "March 14, 20261",
        "00000000000000000000"}) {
    EXPECT_EQ(Day(text), not_a_date) << text;
  }
  const std::string no_day = "there is no such day in the calendar!";
  for (const char* text : {"2026-02-30", "2026-13-01", "13/13/2026", "31 April 2026",
                           "20261301", "0/0/2026"}) {
    EXPECT_EQ(Day(text), no_day) << text;
  }
  EXPECT_EQ(Day("Friday, March 14, 2026"), "March 14, 2026 was not a friday!");
}

TEST(ReadDate, ReadsEveryDayOfAYearInEveryForm) {
  for (auto date = *Date::ParseIso("2024-01-01"); date.year() == 2024;
       date = *Date::FromDays(date.DaysSinceEpoch() + 1)) {
    const std::string iso = date.Iso();
    const std::string m = iso.substr(5, 2), d = iso.substr(8, 2);
    EXPECT_EQ(Day(m + '/' + d + "/2024", "mdy"), iso);
    EXPECT_EQ(Day(d + '.' + m + ".2024", "dmy"), iso);
    EXPECT_EQ(Day(date.EnglishLong()), iso);
    EXPECT_EQ(Day(std::to_string(date.DaysSinceEpoch() + 25569)),
              iso + " (Excel's serial number)");
    const bool ambiguous = date.day() <= 12 && date.day() != date.month();
    EXPECT_EQ(Day(m + '/' + d + "/2024").ends_with('!'), ambiguous) << iso;
  }
}

std::string Hours(std::string_view text) {
  const HoursReading reading = ReadHours(text);
  if (!reading.hours) return reading.problem + "!";
  return reading.hours->Text() +
         (reading.repair.empty() ? "" : " (" + reading.repair + ")");
}

TEST(ReadHours, ReadsExactQuarters) {
  EXPECT_EQ(Hours("7"), "7");
  EXPECT_EQ(Hours("7.0"), "7");
  EXPECT_EQ(Hours("15.75"), "15.75");
  EXPECT_EQ(Hours("7,0"), "7 (decimal comma)");
  EXPECT_EQ(Hours("15,750"), "15.75 (decimal comma)");
  for (const char* text : {"16.1", "7.3", "7.", ".5", "10001", "+7", "99999999999"}) {
    EXPECT_EQ(Hours(text), "is not a number in steps of 0.25!") << text;
  }
  for (const char* text :
       {"", "seven", "7h", "1.2.3", "1,2.5", "7 5", "-", "1e1", "٧"}) {
    EXPECT_EQ(Hours(text), "is not a number of hours!") << text;
  }
  EXPECT_EQ(Hours("-7"), "is less than zero!");
}

TEST(LostDigits, TellsScientificNumbers) {
  for (const char* text : {"5.12E+06", "5,12E+06", "1E+10", "5.12e+06"}) {
    EXPECT_TRUE(LostDigits(text)) << text;
  }
  for (const char* text :
       {"E123", "5E12", "RN5E+06", "5.12E+", "5.12E-06", "12345", ""}) {
    EXPECT_FALSE(LostDigits(text)) << text;
  }
}

TEST(ReadCredentials, ForgivesSpellings) {
  const auto read = [](std::string_view text) {
    const CredentialsReading reading = ReadCredentials(text);
    return reading.Text() + (reading.repaired ? " (repaired)" : "");
  };
  EXPECT_EQ(read("MSN, RN"), "MSN, RN");
  EXPECT_EQ(read("MSN,RN"), "MSN, RN");
  EXPECT_EQ(read("MSN RN"), "MSN, RN");
  EXPECT_EQ(read("r.n."), "RN (repaired)");
  EXPECT_EQ(read("phd; md / Pa-C"), "PhD, MD, PA-C (repaired)");
  EXPECT_EQ(read("RN, rn"), "RN (repaired)");
  EXPECT_EQ(read("APRN, FNP-BC"), "APRN, FNP-BC");
  EXPECT_EQ(read("Injector Level 2, RN"), "Injector Level 2, RN");
  EXPECT_EQ(ReadCredentials("XYZ, RN").unknown, std::vector<std::string>{"XYZ"});
  EXPECT_TRUE(ReadCredentials(" , ;").letters.empty());
}

TEST(ClosedLists, ForgiveSpellings) {
  EXPECT_EQ(ReadRole("Injector"), "injector");
  EXPECT_EQ(ReadRole("Didactic-Only"), "didactic only");
  EXPECT_EQ(ReadRole("observing"), "observer");
  EXPECT_EQ(ReadRole("left early"), std::nullopt);
  EXPECT_EQ(ReadRole(""), std::nullopt);
  EXPECT_EQ(ReadProfession("Registered Nurse"), "RN");
  EXPECT_EQ(ReadProfession("r.n."), "RN");
  EXPECT_EQ(ReadProfession("PA-C"), "PA");
  EXPECT_EQ(ReadProfession("physician"), std::nullopt) << "MD or DO";
  for (const char* yes : {"Y", "yes", "1", "TRUE", "Paid", "x"}) {
    EXPECT_EQ(ReadYesNo(yes), true) << yes;
  }
  for (const char* no : {"N", "no", "0", "False", "unpaid"})
    EXPECT_EQ(ReadYesNo(no), false);
  for (const char* other : {"", "maybe", "half", "2"}) {
    EXPECT_EQ(ReadYesNo(other), std::nullopt) << other;
  }
  EXPECT_EQ(ReadState("ca"), "CA");
  EXPECT_EQ(ReadState("N.Y."), "NY");
  EXPECT_EQ(ReadState("New Hampshire"), "NH");
  EXPECT_EQ(ReadState("ON"), "ON");
  EXPECT_EQ(ReadState("Calif"), std::nullopt);
  EXPECT_EQ(ReadState("12"), std::nullopt);
}

TEST(IsPlausibleEmail, AcceptsAddressesAndRefusesTheRest) {
  for (const char* good : {"a@b.example", "PAT.o'brien+x@Mail.Example.ORG",
                           "jürgen@müller.de", "a@b-c.co.uk", "用户@例子.中国"}) {
    EXPECT_TRUE(IsPlausibleEmail(good)) << good;
  }
  for (const char* bad : {"",
                          "a",
                          "@",
                          "a@",
                          "@b.org",
                          "anna@@example.org",
                          "a@b",
                          "a@b..org",
                          "a@.org",
                          "a@b.org.",
                          "a b@c.org",
                          "a@b c.org",
                          "a.@b.org",
                          ".a@b.org",
                          "a..b@c.org",
                          "A <a@b.org>",
                          "a@b.org;c@d.org",
                          "a@b.org,",
                          "a@-b.org",
                          "a@b.1",
                          "a@[1.2.3.4]",
                          "\"a\"@b.org",
                          "mailto:a@b.org",
                          "a@b_c.org"}) {
    EXPECT_FALSE(IsPlausibleEmail(bad)) << bad;
  }
  EXPECT_FALSE(IsPlausibleEmail(std::string(65, 'a').append("@b.org")));
}

}  // namespace
}  // namespace certseal
