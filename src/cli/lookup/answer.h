// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/lookup/inputs.h"
#include "cli/lookup/picture_check.h"

namespace certseal {

// Answer is what there is to say of one input: several things, where a picture shows
// several certificates.
struct Answer {
  std::vector<Verdict> verdicts = {};
  std::string text = {};                // for standard output
  std::vector<std::string> hints = {};  // for standard error
};

enum class AnswerStyle {
  kFull,  // everything, for one input; a line each, where it shows several certificates
  kLine,
  kJson,
};

// AnswerOf is how the findings about an input are told.
Answer AnswerOf(const Input& input, const std::vector<LookupFinding>& findings,
                AnswerStyle style);

}  // namespace certseal
