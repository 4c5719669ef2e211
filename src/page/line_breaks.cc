// SPDX-License-Identifier: Apache-2.0
#include "page/line_breaks.h"

#include <algorithm>
#include <limits>

namespace certseal {
namespace {

constexpr double kSlack = 1e-6;  // points, for the sake of rounding

// A line that is empty would cost 1. No unevenness is worth a widow.
constexpr double kWidowCost = 100;
constexpr double kTornCost = 0.5;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// 16, 7.5, 1,000: digits at both ends.
bool IsNumber(std::string_view word) {
  return !word.empty() && IsDigit(word.front()) && IsDigit(word.back()) &&
         std::ranges::all_of(word, [](char c) {
           return IsDigit(c) || c == '.' || c == ',' || c == '-';
         });
}

std::string_view WithoutSigns(std::string_view word) {
  while (!word.empty() && std::string_view(".,;:)").find(word.back()) != word.npos) {
    word.remove_suffix(1);
  }
  return word;
}

// Dr., St., Mrs., J.: not CA., which may end a sentence.
bool IsAbbreviation(std::string_view word) {
  return word.size() >= 2 && word.size() <= 5 && word.back() == '.' &&
         IsUpper(word.front()) &&
         std::all_of(word.begin() + 1, word.end() - 1, IsLower);
}

double Square(double x) { return x * x; }

// The cheapest lines so far that end before a word.
struct Best {
  double cost = std::numeric_limits<double>::infinity();
  size_t start = 0;  // of the last of them
};

class Breaking {
 public:
  Breaking(const std::vector<BreakWord>& words, double target, double most)
      : words_(words), target_(target), most_(most) {}

  std::vector<size_t> Starts(size_t lines) {
    const size_t count = words_.size();
    best_.assign(lines + 1, std::vector<Best>(count + 1));
    best_[0][0].cost = 0;
    for (size_t line = 1; line <= lines; ++line) {
      for (size_t start = line - 1; start < count; ++start) Extend(line, start);
    }
    std::vector<size_t> starts(lines);
    size_t end = count;
    for (size_t line = lines; line > 0; --line) {
      end = best_[line][end].start;
      starts[line - 1] = end;
    }
    return starts;
  }

 private:
  // Tries all lines that begin with a word.
  void Extend(size_t line, size_t start) {
    const double before = best_[line - 1][start].cost;
    if (before == std::numeric_limits<double>::infinity()) return;
    double width = 0;
    for (size_t end = start + 1; end <= words_.size(); ++end) {
      const double ink = width + words_[end - 1].ink_width;
      if (ink > most_ + kSlack) return;
      const double cost = before + CostOf(start, end, ink);
      if (cost < best_[line][end].cost) best_[line][end] = {cost, start};
      width += words_[end - 1].width;
    }
  }

  double CostOf(size_t start, size_t end, double width) const {
    double cost = Square((target_ - width) / target_);
    if (end < words_.size() && words_[end - 1].clings) cost += kTornCost;
    const bool is_last = start > 0 && end == words_.size();
    if (is_last && IsWidow(end - start, width, target_)) cost += kWidowCost;
    return cost;
  }

  const std::vector<BreakWord>& words_;
  const double target_, most_;
  std::vector<std::vector<Best>> best_;  // by lines, and the word they end before
};

}  // namespace

bool Clings(std::string_view word, std::string_view next) {
  if (word.empty() || next.empty()) return false;
  const std::string_view bare = WithoutSigns(next);
  if (IsAbbreviation(word) || IsNumber(word)) return true;
  // "Type A", "Vitamin C".
  if (bare.size() == 1 && IsUpper(bare[0]) && IsUpper(word.front())) return true;
  if (!IsNumber(bare)) return false;
  const bool is_day = word.back() == ',' && word.size() <= 3 &&
                      IsNumber(word.substr(0, word.size() - 1));
  const bool names_it = IsUpper(word.front()) && WithoutSigns(word) == word;
  return names_it || (is_day && bare.size() == 4);
}

bool IsWidow(size_t words, double width, double target) {
  return width < (words == 1 ? 0.4 : 0.15) * target;
}

std::vector<size_t> CarefulStarts(const std::vector<BreakWord>& words, size_t lines,
                                  double target, double most) {
  return Breaking(words, target, most).Starts(lines);
}

}  // namespace certseal
