// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/outcome.h"
#include "verify/report.h"

namespace certseal {

// Settlement comes from many findings to one outcome. Of several outcomes the one that
// an employer must know first stands; of two of one kind, the first found:
//
//   1 NOT GENUINE      5 REPLACED          9 CANNOT CHECK: genuine or not is open
//   2 ALTERED          6 DOES NOT MATCH   10 EXPIRED
//   3 NOT TRUSTED      7 SUSPENDED        11 CANNOT CHECK: anything else is open
//   4 REVOKED          8 NOT FOUND
//
// EXPIRED says that the training was completed, so it must not stand where the
// signature may be a thief's; it may where only today's status is open.
class Settlement {
 public:
  // AddCheck puts a check in its place, or in that of an earlier one of its name.
  void AddCheck(Check check);

  void Settle(Outcome outcome);
  // LeaveOpen settles CANNOT CHECK; LeaveGenuinenessOpen the graver kind of it.
  void LeaveOpen(std::string_view why);
  void LeaveGenuinenessOpen(std::string_view why);

  // The checks in the order in which they are told.
  const std::vector<Check>& checks() const { return checks_; }
  const std::optional<Outcome>& outcome() const { return outcome_; }

  bool genuineness_is_open() const;

  // Passed tells whether the check of this name was made and passed.
  bool Passed(std::string_view name) const;

  // FirstNotPassed is the first check that did not pass, or null.
  const Check* FirstNotPassed() const;

 private:
  void Settle(Outcome outcome, int rank);
  std::vector<Check> checks_;
  std::optional<Outcome> outcome_;
  int rank_ = 0;
};

}  // namespace certseal
