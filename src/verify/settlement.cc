// SPDX-License-Identifier: Apache-2.0
#include "verify/settlement.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace certseal {
namespace {

constexpr std::array<std::string_view, 7> kOrder = {
    "document", "record", "log", "register", "status", "dates", "claims"};

auto PlaceOf(const Check& check) { return std::ranges::find(kOrder, check.name); }

constexpr int kGenuinenessOpen = 9;

int RankOf(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotGenuine:
      return 1;
    case Verdict::kAltered:
      return 2;
    case Verdict::kNotTrusted:
      return 3;
    case Verdict::kRevoked:
      return 4;
    case Verdict::kReplaced:
      return 5;
    case Verdict::kDoesNotMatch:
      return 6;
    case Verdict::kSuspended:
      return 7;
    case Verdict::kNotFound:
      return 8;
    case Verdict::kExpired:
      return 10;
    case Verdict::kCannotCheck:
      return 11;
    case Verdict::kAuthentic:
    case Verdict::kValid:
      return 12;
  }
  return 0;
}

}  // namespace

void Settlement::AddCheck(Check check) {
  const auto at = std::ranges::lower_bound(checks_, PlaceOf(check), {}, PlaceOf);
  if (at != checks_.end() && at->name == check.name) {
    *at = std::move(check);
  } else {
    checks_.insert(at, std::move(check));
  }
}

void Settlement::Settle(Outcome outcome, int rank) {
  if (outcome_ && rank_ <= rank) return;
  outcome_ = std::move(outcome);
  rank_ = rank;
}

void Settlement::Settle(Outcome outcome) {
  const int rank = RankOf(outcome.verdict);
  Settle(std::move(outcome), rank);
}

void Settlement::LeaveOpen(std::string_view why) { Settle(CannotCheck(why)); }

void Settlement::LeaveGenuinenessOpen(std::string_view why) {
  Settle(CannotCheck(why), kGenuinenessOpen);
}

bool Settlement::genuineness_is_open() const {
  return outcome_ && rank_ == kGenuinenessOpen;
}

bool Settlement::Passed(std::string_view name) const {
  return std::ranges::any_of(checks_, [&](const Check& check) {
    return check.name == name && check.result == CheckResult::kPass;
  });
}

const Check* Settlement::FirstNotPassed() const {
  const auto found = std::ranges::find_if(
      checks_, [](const Check& check) { return check.result != CheckResult::kPass; });
  return found == checks_.end() ? nullptr : &*found;
}

}  // namespace certseal
