// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// Quarters is a number of hours or credits in exact steps of 0.25, from 0 to 10,000.
class Quarters {
 public:
  constexpr Quarters() = default;
  static std::optional<Quarters> FromCount(long count_of_quarters);
  // FromDouble fails for what is not an exact quarter.
  static std::optional<Quarters> FromDouble(double value);
  // Parse reads digits with an optional fraction after a point: 7, 7.5, 15.75, 7.00.
  static std::optional<Quarters> Parse(std::string_view text);

  int count() const { return count_; }
  double value() const { return count_ / 4.0; }
  std::string Text() const;  // the shortest decimal: 7, 7.5, 15.75

  friend Quarters operator+(Quarters a, Quarters b) { return Quarters(a.count_ + b.count_); }
  auto operator<=>(const Quarters&) const = default;

 private:
  explicit constexpr Quarters(int count) : count_(count) {}
  int count_ = 0;
};

}  // namespace certseal
