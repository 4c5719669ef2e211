// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "unit/audit/sample_school.h"

namespace certseal::faults {

// Operation is a use case as a command runs it, from a state that it begins in.
struct Operation {
  std::string name;
  // Makes the state, in an empty directory.
  std::function<void(SampleSchool&)> prepare;
  // Runs it, or again what is left of it. Gives the codes that it reports as issued.
  std::function<Result<std::vector<CertificateCode>>(SampleSchool&)> run;
  // Tells what is not as it must be once it has run to its end, however often.
  std::function<Result<void>(SampleSchool&)> check_done;
  // Whether it is one of those that begin in the same state, and may meet each other.
  bool meets = false;
};

const std::vector<Operation>& Operations();

}  // namespace certseal::faults
