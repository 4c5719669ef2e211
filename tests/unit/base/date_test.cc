// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <gtest/gtest.h>

#include "base/quarters.h"

namespace certseal {
namespace {

TEST(Date, RefusesDaysThatDoNotExist) {
  EXPECT_TRUE(Date::FromYmd(2028, 2, 29));
  EXPECT_FALSE(Date::FromYmd(2026, 2, 29));
  EXPECT_FALSE(Date::FromYmd(2026, 13, 1));
  EXPECT_FALSE(Date::FromYmd(2026, 4, 31));
  EXPECT_FALSE(Date::FromYmd(0, 1, 1));
  for (const char* bad : {"2026-3-14", "2026/03/14", "2026-03-14 ", "2026-02-30", ""}) {
    EXPECT_FALSE(Date::ParseIso(bad)) << bad;
  }
}

TEST(Date, CountsDaysAndMonths) {
  const Date date = *Date::ParseIso("2026-03-14");
  EXPECT_EQ(date.DaysSinceEpoch(), 20526);
  EXPECT_EQ(Date::FromDays(20526), date);
  EXPECT_EQ(date.AddMonths(24)->Iso(), "2028-03-14");
  EXPECT_EQ(Date::ParseIso("2027-12-31")->AddMonths(2)->Iso(), "2028-02-29");
  EXPECT_EQ(date.EnglishLong(), "March 14, 2026");
  EXPECT_FALSE(Date::ParseIso("9999-12-31")->AddMonths(1));
  for (int64_t day = -719162; day <= 2932896; day += 1009) {
    EXPECT_EQ(Date::FromDays(day)->DaysSinceEpoch(), day);
    EXPECT_EQ(Date::ParseIso(Date::FromDays(day)->Iso()), Date::FromDays(day));
  }
}

TEST(Timestamp, ReadsOnlyWhatItPrints) {
  const Timestamp t = *Timestamp::ParseRfc3339("2026-11-23T17:04:59Z");
  EXPECT_EQ(t.Rfc3339(), "2026-11-23T17:04:59Z");
  EXPECT_EQ(t.unix_seconds(), 1795453499);
  EXPECT_EQ(t.Minute(), "2026-11-23 17:04 UTC");
  EXPECT_EQ(Timestamp::FromUnix(-1)->Rfc3339(), "1969-12-31T23:59:59Z");
  for (const char* bad :
       {"2026-11-23T17:04:59", "2026-11-23T17:04:59+00:00", "2026-11-23t17:04:59Z",
        "2026-11-23T24:00:00Z", "2026-11-23T17:04:60Z", "2026-11-23T17:04:59.0Z"}) {
    EXPECT_FALSE(Timestamp::ParseRfc3339(bad)) << bad;
  }
  EXPECT_FALSE(Timestamp::FromUnix(INT64_MAX));
  EXPECT_FALSE(Timestamp::FromUnix(INT64_MIN));
}

TEST(Quarters, AreExact) {
  EXPECT_EQ(Quarters::Parse("15.75")->Text(), "15.75");
  EXPECT_EQ(Quarters::Parse("7.00")->Text(), "7");
  EXPECT_EQ(Quarters::Parse("7.5")->count(), 30);
  EXPECT_EQ(*Quarters::Parse("7") + *Quarters::Parse("9"), *Quarters::Parse("16"));
  for (const char* bad : {"", "16.1", "-1", "7.", ".5", "1e3", "7,0", "123456", "10000.25"}) {
    EXPECT_FALSE(Quarters::Parse(bad)) << bad;
  }
  EXPECT_FALSE(Quarters::FromDouble(0.1));
  EXPECT_FALSE(Quarters::FromDouble(-0.25));
  EXPECT_EQ(Quarters::FromDouble(15.75)->Text(), "15.75");
}

}  // namespace
}  // namespace certseal
