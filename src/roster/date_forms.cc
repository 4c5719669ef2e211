// SPDX-License-Identifier: Apache-2.0
#include "roster/date_forms.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr int64_t kExcelEpoch = -25569;  // serial 0, in days since 1970-01-01
constexpr int64_t kMinSerial = 32874;    // 1990-01-01
constexpr int64_t kMaxSerial = 73050;    // 2099-12-31

constexpr const char* kMonths[] = {"january",   "february", "march",    "april",
                                   "may",       "june",     "july",     "august",
                                   "september", "october",  "november", "december"};
// Day 0 of 1970 was a Thursday.
constexpr const char* kWeekdays[] = {"thursday", "friday",  "saturday", "sunday",
                                     "monday",   "tuesday", "wednesday"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool AllDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), IsDigit);
}

int ToInt(std::string_view digits) {
  int value = 0;
  for (char c : digits) value = value * 10 + (c - '0');
  return value;
}

DateReading Unreadable() { return {{}, "", "is not a date", "write it as 2026-03-14"}; }

DateReading NoSuchDay() {
  return {{}, "", "there is no such day in the calendar", "correct the date"};
}

// A number as written, and where its digits matter how many there are.
struct Number {
  int value = 0;
  size_t digits = 0;
};

// Parts of a date: numbers, and at most one month's name between them.
struct Parts {
  std::vector<Number> numbers;
  int month = 0;        // from its name
  size_t month_at = 0;  // how many numbers stand before it
  int weekday = -1;     // days after a Thursday, from its name
};

// The index of the only entry that `word` abbreviates with three letters or more.
template <size_t N>
int FindName(const char* const (&names)[N], std::string_view word) {
  if (word.size() < 3) return -1;
  for (size_t i = 0; i < N; ++i) {
    if (std::string_view(names[i]).starts_with(word)) return static_cast<int>(i);
  }
  return -1;
}

bool IsOrdinal(std::string_view word) {
  return word == "st" || word == "nd" || word == "rd" || word == "th" || word == "of";
}

bool TakeWord(std::string_view word, Parts& parts) {
  if (IsOrdinal(word)) return !parts.numbers.empty();
  if (word == "sept") word = "sep";
  if (const int month = FindName(kMonths, word); month >= 0 && parts.month == 0) {
    parts.month = month + 1;
    parts.month_at = parts.numbers.size();
    return true;
  }
  if (word == "tues" || word == "thur" || word == "thurs") word = word.substr(0, 3);
  const int weekday = FindName(kWeekdays, word);
  if (weekday < 0 || parts.weekday >= 0) return false;
  parts.weekday = weekday;
  return true;
}

std::optional<Parts> SplitParts(std::string_view text) {
  Parts parts;
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    if (IsDigit(text[i])) {
      while (i < text.size() && IsDigit(text[i])) ++i;
      if (i - start > 4 || parts.numbers.size() == 3) return std::nullopt;
      parts.numbers.push_back({ToInt(text.substr(start, i - start)), i - start});
    } else if (IsAlpha(text[i])) {
      while (i < text.size() && IsAlpha(text[i])) ++i;
      if (!TakeWord(AsciiLower(text.substr(start, i - start)), parts))
        return std::nullopt;
    } else if (std::string_view("/-., ").find(text[i]) != std::string_view::npos) {
      ++i;
    } else {
      return std::nullopt;
    }
  }
  return parts;
}

// The four-digit year of a number, or nothing where it cannot be one.
std::optional<int> YearOf(const Number& number) {
  if (number.digits == 4) return number.value;
  if (number.digits == 2) return number.value + (number.value < 70 ? 2000 : 1900);
  return std::nullopt;
}

std::optional<Date> Compose(const Number& year, int month, const Number& day) {
  const std::optional<int> full_year = YearOf(year);
  if (!full_year || day.digits > 2) return std::nullopt;
  return Date::FromYmd(*full_year, month, day.value);
}

std::optional<Date> Compose(const std::vector<Number>& n, DateOrder order) {
  const auto of = [](const Number& year, const Number& month, const Number& day) {
    return month.digits > 2 ? std::nullopt : Compose(year, month.value, day);
  };
  switch (order) {
    case DateOrder::kMonthDayYear:
      return of(n[2], n[0], n[1]);
    case DateOrder::kDayMonthYear:
      return of(n[2], n[1], n[0]);
    case DateOrder::kYearMonthDay:
      return of(n[0], n[1], n[2]);
  }
  return std::nullopt;
}

DateReading Plain(const std::optional<Date>& date, const Number& year) {
  if (!date) return NoSuchDay();
  return {date, year.digits == 2 ? "year completed to four digits" : "", "", ""};
}

DateReading ReadNumeric(const std::vector<Number>& n, std::optional<DateOrder> order) {
  if (n[0].digits == 4) return Plain(Compose(n, DateOrder::kYearMonthDay), n[0]);
  if (n[2].digits != 4 && n[2].digits != 2) return Unreadable();
  if (order) {
    const auto date = Compose(n, *order);
    const Number& year = *order == DateOrder::kYearMonthDay ? n[0] : n[2];
    if (date) return Plain(date, year);
  }
  const auto month_first = Compose(n, DateOrder::kMonthDayYear);
  const auto day_first = Compose(n, DateOrder::kDayMonthYear);
  const auto year_first = Compose(n, DateOrder::kYearMonthDay);
  if (!month_first && day_first && year_first && n[2].digits == 2) {
    return {{},
            "",
            StrCat("can be ", day_first->EnglishLong(), " or ", year_first->EnglishLong()),
            "say which with --dates dmy or --dates ymd, or write it as 2026-03-14"};
  }
  if (month_first && day_first && *month_first != *day_first) {
    return {
        {},
        "",
        StrCat("can be ", month_first->EnglishLong(), " or ", day_first->EnglishLong()),
        "say which with --dates mdy or --dates dmy, or write it as 2026-03-14"};
  }
  return Plain(month_first ? month_first : day_first, n[2]);
}

DateReading ReadNamedMonth(const Parts& parts) {
  if (parts.numbers.size() != 2 || parts.month_at == 2) return Unreadable();
  const Number& day = parts.numbers[0];
  const Number& year = parts.numbers[1];
  if (day.digits > 2 || !YearOf(year)) return Unreadable();
  return Plain(Compose(year, parts.month, day), year);
}

DateReading CheckWeekday(DateReading reading, int weekday) {
  if (!reading.date || weekday < 0) return reading;
  const int64_t actual = ((reading.date->DaysSinceEpoch() % 7) + 7) % 7;
  if (actual == weekday) return reading;
  return {{},
          "",
          StrCat(reading.date->EnglishLong(), " was not a ", kWeekdays[weekday]),
          "correct the date or the weekday"};
}

std::optional<DateReading> ReadSerial(std::string_view text) {
  const size_t point = text.find_first_of(".,");
  const std::string_view whole = text.substr(0, point);
  if (whole.size() != 5 || !AllDigits(whole)) return std::nullopt;
  if (point != std::string_view::npos && !AllDigits(text.substr(point + 1))) {
    return std::nullopt;
  }
  const int serial = ToInt(whole);
  if (serial < kMinSerial || serial > kMaxSerial) return std::nullopt;
  return DateReading{Date::FromDays(serial + kExcelEpoch), "Excel's serial number", "",
                     ""};
}

std::optional<DateReading> ReadCompact(std::string_view text) {
  if (text.size() != 8 || !AllDigits(text)) return std::nullopt;
  const auto date = Date::FromYmd(ToInt(text.substr(0, 4)), ToInt(text.substr(4, 2)),
                                  ToInt(text.substr(6, 2)));
  return date ? DateReading{date, "", "", ""} : NoSuchDay();
}

// Where a time of day begins: at the "T" of an ISO time, or at a space before "9:30".
size_t FindTime(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::string_view::npos;
  size_t start = colon;
  while (start > 0 && IsDigit(text[start - 1])) --start;
  if (start == colon || start == 0) return std::string_view::npos;
  const char before = text[start - 1];
  return before == ' ' || before == 'T' ? start - 1 : std::string_view::npos;
}

bool IsTimeText(std::string_view time) {
  return std::all_of(time.begin(), time.end(), [](char c) {
    return IsDigit(c) ||
           std::string_view(" :.+-TZAPMapm").find(c) != std::string_view::npos;
  });
}

DateReading ReadDay(std::string_view text, std::optional<DateOrder> order) {
  if (auto reading = ReadSerial(text)) return *reading;
  if (auto reading = ReadCompact(text)) return *reading;
  const std::optional<Parts> parts = SplitParts(text);
  if (!parts) return Unreadable();
  if (parts->month != 0) return CheckWeekday(ReadNamedMonth(*parts), parts->weekday);
  if (parts->numbers.size() != 3) return Unreadable();
  return CheckWeekday(ReadNumeric(parts->numbers, order), parts->weekday);
}

}  // namespace

std::optional<DateOrder> ParseDateOrder(std::string_view text) {
  if (text == "mdy") return DateOrder::kMonthDayYear;
  if (text == "dmy") return DateOrder::kDayMonthYear;
  if (text == "ymd") return DateOrder::kYearMonthDay;
  return std::nullopt;
}

DateReading ReadDate(std::string_view text, std::optional<DateOrder> order) {
  if (text.size() > 64) return Unreadable();
  const size_t time = FindTime(text);
  if (time == std::string_view::npos) return ReadDay(text, order);
  if (!IsTimeText(text.substr(time))) return Unreadable();
  DateReading reading = ReadDay(Trim(text.substr(0, time)), order);
  if (reading.date) reading.repair = "time of day dropped";
  return reading;
}

}  // namespace certseal
