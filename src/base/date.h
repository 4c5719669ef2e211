// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// Date is a valid day of the proleptic Gregorian calendar, years 0001 to 9999, without
// a time zone: what a course's completion is.
class Date {
 public:
  static std::optional<Date> FromYmd(int year, int month, int day);
  // ParseIso reads exactly YYYY-MM-DD.
  static std::optional<Date> ParseIso(std::string_view text);
  // FromDays counts from 1970-01-01; fails outside the years above.
  static std::optional<Date> FromDays(int64_t days_since_epoch);

  int year() const { return year_; }
  int month() const { return month_; }  // 1 to 12
  int day() const { return day_; }      // 1 to 31
  int64_t DaysSinceEpoch() const;

  // AddMonths keeps the day of the month, or takes the month's last day. Fails past
  // the year 9999.
  std::optional<Date> AddMonths(int months) const;

  std::string Iso() const;           // 2026-03-14
  std::string EnglishLong() const;   // March 14, 2026

  auto operator<=>(const Date&) const = default;

 private:
  Date(int year, int month, int day) : year_(year), month_(month), day_(day) {}
  int year_, month_, day_;
};

// Timestamp is a UTC instant in whole seconds since 1970, within the years of Date.
class Timestamp {
 public:
  // FromUnix takes seconds since 1970-01-01T00:00:00Z.
  static std::optional<Timestamp> FromUnix(int64_t seconds);
  // ParseRfc3339 reads exactly YYYY-MM-DDTHH:MM:SSZ: no fraction, no offset, no leap
  // second.
  static std::optional<Timestamp> ParseRfc3339(std::string_view text);
  static Timestamp AtMidnight(Date date);
  static Timestamp Epoch() { return Timestamp(0); }

  int64_t unix_seconds() const { return seconds_; }
  Date date() const;
  std::string Rfc3339() const;  // 2026-11-23T17:00:00Z
  std::string Minute() const;   // 2026-11-23 17:00 UTC

  auto operator<=>(const Timestamp&) const = default;

 private:
  explicit Timestamp(int64_t seconds) : seconds_(seconds) {}
  int64_t seconds_;
};

// Clock tells the present; a parameter wherever a test needs to bend time.
using Clock = std::function<Timestamp()>;
Timestamp SystemNow();

}  // namespace certseal
