// SPDX-License-Identifier: Apache-2.0
#include "base/quarters.h"

#include <cmath>

namespace certseal {
namespace {
constexpr long kMaxCount = 40000;
}

std::optional<Quarters> Quarters::FromCount(long count) {
  if (count < 0 || count > kMaxCount) return std::nullopt;
  return Quarters(static_cast<int>(count));
}

std::optional<Quarters> Quarters::FromDouble(double value) {
  const double quarters = value * 4;
  if (!(quarters >= 0 && quarters <= kMaxCount) || std::floor(quarters) != quarters) {
    return std::nullopt;
  }
  return FromCount(static_cast<long>(quarters));
}

std::optional<Quarters> Quarters::Parse(std::string_view text) {
  const size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  std::string_view fraction;
  if (point != std::string_view::npos) {
    fraction = text.substr(point + 1);
    if (fraction.empty()) return std::nullopt;
  }
  if (whole.empty() || whole.size() > 5) return std::nullopt;
  long count = 0;
  for (char c : whole) {
    if (c < '0' || c > '9') return std::nullopt;
    count = count * 10 + (c - '0');
  }
  while (!fraction.empty() && fraction.back() == '0') fraction.remove_suffix(1);
  count *= 4;
  if (fraction == "25") count += 1;
  else if (fraction == "5") count += 2;
  else if (fraction == "75") count += 3;
  else if (!fraction.empty()) return std::nullopt;
  return FromCount(count);
}

std::string Quarters::Text() const {
  constexpr const char* kFractions[] = {"", ".25", ".5", ".75"};
  return std::to_string(count_ / 4) + kFractions[count_ % 4];
}

}  // namespace certseal
