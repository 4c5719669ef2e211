// SPDX-License-Identifier: Apache-2.0
#include "roster/number_forms.h"

#include <algorithm>

#include "base/strings.h"
#include "roster/characters.h"

namespace certseal {
namespace {

constexpr const char* kRemedy = "write the number alone, in steps of 0.25: 7 or 15.75";

}  // namespace

HoursReading ReadHours(std::string_view text) {
  if (!IsPlainNumber(text)) return {{}, "", "is not a number of hours", kRemedy};
  if (text.front() == '-') return {{}, "", "is less than zero", kRemedy};
  std::string number(text);
  const bool comma = number.find(',') != std::string::npos;
  std::replace(number.begin(), number.end(), ',', '.');
  const std::optional<Quarters> hours = Quarters::Parse(number);
  if (!hours) return {{}, "", "is not a number in steps of 0.25", kRemedy};
  return {hours, comma ? "decimal comma" : "", "", ""};
}

bool LostDigits(std::string_view text) {
  const size_t e = text.find_first_of("Ee");
  if (e == std::string_view::npos || e == 0) return false;
  const std::string_view exponent = text.substr(e + 1);
  return IsPlainNumber(text.substr(0, e)) && exponent.size() > 1 &&
         exponent[0] == '+' && IsPlainNumber(exponent.substr(1));
}

}  // namespace certseal
