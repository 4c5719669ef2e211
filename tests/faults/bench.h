// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "faults/command.h"
#include "faults/invariants.h"
#include "faults/operations.h"

namespace certseal::faults {

// Bench is a directory where an operation's cases are tried, one after the other. It
// ends the program where the operation does not do without a fault.
class Bench {
 public:
  // `start` is what the operation begins with (fixtures.h).
  Bench(const Operation& operation, std::filesystem::path start,
        const std::filesystem::path& directory);

  // Calls gives those that it makes without a fault.
  std::vector<CountedCall> Calls();

  // Try says on standard error what is wrong afterwards; false: something is.
  bool Try(const FaultCase& each);

  // Both tries two operations at once, without a fault.
  bool Both(const Operation& other);

  const std::filesystem::path& work() const { return work_.directory(); }

 private:
  [[noreturn]] void Die(const std::string& why) const;
  void Restore() const;
  bool CheckInChild(const std::string& what,
                    const std::vector<const Operation*>& operations,
                    const std::vector<Outcome>& outcomes);

  const Operation& operation_;
  std::filesystem::path start_, aside_;
  Place work_;
  std::string command_;
  Before before_;
};

}  // namespace certseal::faults
