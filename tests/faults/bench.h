// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "faults/fault_calls.h"
#include "faults/invariants.h"
#include "faults/operations.h"

namespace certseal::faults {

struct FaultCase {
  Fault fault;
  uint64_t at;
  std::string call;
};

// Told is what a process that ran an operation had time to say.
struct Told {
  int status = 0;                     // of waitpid
  std::vector<CountedCall> calls;     // where it counted
  std::vector<std::string> reported;  // codes
  std::string error;

  bool EndedAsItShould() const;
};

// Bench is a place where an operation's cases are tried, one after the other. It ends
// the program where the operation cannot even be prepared.
class Bench {
 public:
  Bench(const Operation& operation, const std::filesystem::path& place);

  // Cases gives a fault of each kind at every `stride`-th system call.
  std::vector<FaultCase> Cases(uint64_t stride);
  size_t calls() const { return calls_; }

  // Try says on standard error what is wrong afterwards; false: something is.
  bool Try(const FaultCase& each);

  // Both tries two operations at once, without a fault.
  bool Both(const Operation& other);

  const std::filesystem::path& work() const { return work_; }

 private:
  [[noreturn]] void Die(const std::string& why) const;
  void Restore() const;
  Told RunInChild(const FaultCase& each);
  bool CheckInChild(const std::string& what,
                    const std::vector<const Operation*>& operations,
                    const std::vector<std::string>& reported);

  const Operation& operation_;
  std::filesystem::path start_, work_, aside_;
  SampleSchool school_;
  Before before_;
  size_t calls_ = 0;
};

}  // namespace certseal::faults
