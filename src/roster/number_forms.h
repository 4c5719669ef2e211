// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/quarters.h"

namespace certseal {

// HoursReading is a number of hours or credits, or why there is none.
struct HoursReading {
  std::optional<Quarters> hours;
  std::string repair;   // "decimal comma"; empty where there was none
  std::string problem;  // set exactly where there are no hours
  std::string remedy;
};

// ReadHours reads 7, 7.5, 7,0 and 15.75: a decimal point or comma, exact quarters.
HoursReading ReadHours(std::string_view text);

// LostDigits tells whether a number has gone through a spreadsheet's scientific form
// (5.12E+06), in which its last digits are lost.
bool LostDigits(std::string_view text);

}  // namespace certseal
