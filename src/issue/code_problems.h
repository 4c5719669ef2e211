// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "record/code.h"

namespace certseal {

// CodeProblems gathers what stands against a command on many certificates, so that one
// run shows all of it.
class CodeProblems {
 public:
  // `message` goes on after the code: "was revoked already". A hint may name the code
  // as CODE; hints that are alike are given once.
  void Add(const CertificateCode& code, const std::string& message,
           const std::string& hint = "");
  bool empty() const { return lines_.empty(); }

  // ToError is one line for each problem, at most 50, then their number.
  Error ToError() const;

 private:
  struct Hint {
    std::string text;
    std::string code;  // of the only problem it is for; else empty
  };
  std::vector<std::string> lines_;
  std::vector<Hint> hints_;
};

}  // namespace certseal
