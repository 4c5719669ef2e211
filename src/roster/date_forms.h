// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace certseal {

// DateOrder settles 03/04/2026.
enum class DateOrder { kMonthDayYear, kDayMonthYear, kYearMonthDay };

// ParseDateOrder reads "mdy", "dmy" or "ymd".
std::optional<DateOrder> ParseDateOrder(std::string_view text);

// DateReading is what a cell says: a date, perhaps with a repair to show; or none, and
// why.
struct DateReading {
  std::optional<Date> date;
  std::string repair;   // "Excel's serial number"; empty where the cell said it plainly
  std::string problem;  // set exactly where there is no date
  std::string remedy;
};

// ReadDate reads the forms people and spreadsheets write:
//
//   2026-03-14  2026/3/14  20260314       year first
//   03/14/2026  3/14/26  14.03.2026       order from the numbers, else from `order`
//   14-Mar-26  14 March 2026  March 14, 2026  Saturday, March 14, 2026
//   46095                                 Excel's serial number (1900 system): a repair
//   ... 09:30  ...T09:30:00Z              the time of day is dropped: a repair
//
// A date that can be read in two ways (03/04/2026, but not 03/03/2026) is a problem
// unless `order` settles it; an order that gives no date (14/03/2026 as mdy) does not
// forbid the only reading there is. Years of two digits stand last, or first where
// `order` is ymd; 00 to 69 are 20xx, 70 to 99 19xx: a repair. Any year is accepted.
DateReading ReadDate(std::string_view text, std::optional<DateOrder> order);

}  // namespace certseal
