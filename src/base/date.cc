// SPDX-License-Identifier: Apache-2.0
#include "base/date.h"

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace certseal {
namespace {

constexpr int64_t kSecondsPerDay = 86400;

// Reads `width` digits at text[pos].
std::optional<int> Digits(std::string_view text, size_t pos, size_t width) {
  int value = 0;
  for (size_t i = pos; i < pos + width; ++i) {
    if (i >= text.size() || text[i] < '0' || text[i] > '9') return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

int LastDayOf(int year, int month) {
  using namespace std::chrono;
  const year_month_day_last last =
      std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(month)) /
      std::chrono::last;
  return static_cast<int>(static_cast<unsigned>(last.day()));
}

}  // namespace

std::optional<Date> Date::FromYmd(int year, int month, int day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return std::nullopt;
  if (day < 1 || day > LastDayOf(year, month)) return std::nullopt;
  return Date(year, month, day);
}

std::optional<Date> Date::ParseIso(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = Digits(text, 0, 4);
  const auto month = Digits(text, 5, 2);
  const auto day = Digits(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  return FromYmd(*year, *month, *day);
}

std::optional<Date> Date::FromDays(int64_t days) {
  if (days < -719162 || days > 2932896) return std::nullopt;  // 0001-01-01, 9999-12-31
  const std::chrono::year_month_day ymd{
      std::chrono::sys_days{std::chrono::days{days}}};
  return FromYmd(static_cast<int>(ymd.year()),
                 static_cast<int>(static_cast<unsigned>(ymd.month())),
                 static_cast<int>(static_cast<unsigned>(ymd.day())));
}

int64_t Date::DaysSinceEpoch() const {
  using namespace std::chrono;
  const sys_days point{std::chrono::year(year_) /
                       std::chrono::month(static_cast<unsigned>(month_)) /
                       std::chrono::day(static_cast<unsigned>(day_))};
  return point.time_since_epoch().count();
}

std::optional<Date> Date::AddMonths(int months) const {
  const int index = year_ * 12 + (month_ - 1) + months;
  const int year = index / 12;
  const int month = index % 12 + 1;
  if (index < 12 || year > 9999) return std::nullopt;
  return FromYmd(year, month, std::min(day_, LastDayOf(year, month)));
}

std::string Date::Iso() const {
  char buffer[48];
  std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", year_, month_, day_);
  return buffer;
}

std::string Date::EnglishLong() const {
  constexpr const char* kMonths[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
  return std::string(kMonths[month_ - 1]) + " " + std::to_string(day_) + ", " +
         std::to_string(year_);
}

std::optional<Timestamp> Timestamp::FromUnix(int64_t seconds) {
  const int64_t days = seconds / kSecondsPerDay - (seconds % kSecondsPerDay < 0 ? 1 : 0);
  if (!Date::FromDays(days)) return std::nullopt;
  return Timestamp(seconds);
}

std::optional<Timestamp> Timestamp::ParseRfc3339(std::string_view text) {
  if (text.size() != 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' ||
      text[19] != 'Z') {
    return std::nullopt;
  }
  const auto date = Date::ParseIso(text.substr(0, 10));
  const auto hour = Digits(text, 11, 2);
  const auto minute = Digits(text, 14, 2);
  const auto second = Digits(text, 17, 2);
  if (!date || !hour || !minute || !second) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
  return Timestamp(date->DaysSinceEpoch() * kSecondsPerDay + *hour * 3600 +
                   *minute * 60 + *second);
}

Timestamp Timestamp::AtMidnight(Date date) {
  return Timestamp(date.DaysSinceEpoch() * kSecondsPerDay);
}

Date Timestamp::date() const {
  const int64_t remainder = seconds_ % kSecondsPerDay;
  return *Date::FromDays(seconds_ / kSecondsPerDay - (remainder < 0 ? 1 : 0));
}

std::string Timestamp::Rfc3339() const {
  const int64_t second = ((seconds_ % kSecondsPerDay) + kSecondsPerDay) % kSecondsPerDay;
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "T%02d:%02d:%02dZ", static_cast<int>(second / 3600),
                static_cast<int>(second / 60 % 60), static_cast<int>(second % 60));
  return date().Iso() + buffer;
}

std::string Timestamp::Minute() const {
  const std::string full = Rfc3339();
  return full.substr(0, 10) + " " + full.substr(11, 5) + " UTC";
}

Timestamp SystemNow() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const int64_t seconds =
      std::chrono::duration_cast<std::chrono::seconds>(now).count();
  return Timestamp::FromUnix(seconds).value_or(*Timestamp::FromUnix(0));
}

}  // namespace certseal
