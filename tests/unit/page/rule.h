// SPDX-License-Identifier: Apache-2.0
//
// Rules of a standard, each with a way to break it: a rule must find nothing in what we
// draw, and something in what is bent. docs/archival.md lists them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "pdf_model.h"

namespace certseal::testing {

using Problems = std::vector<std::string>;

struct Rule {
  const char* clause;  // of the standard, and what it is about: "6.1.2 header"
  std::function<Problems(const PdfModel&)> check;
  std::vector<std::function<void(PdfModel&)>> bends;  // each must show
};

// RuleSamples are drawn certificates: with and without a signature field, as long as
// can be, with names in many scripts; and two of every shipped template, by its name.
// Drawn once.
struct RuleSample {
  std::string name;
  PdfModel model;
};
const std::vector<RuleSample>& RuleSamples();

// Holds a rule against all samples, and each bend of the first against it.
void ExpectRule(const Rule& rule);
void ExpectRule(const char* clause, Problems (*check)(const PdfModel&),
                std::vector<std::function<void(PdfModel&)>> bends);

// Puts `to` for the first `from`, which must be there.
void Replace(std::string& text, const std::string& from, const std::string& to);

// The rules about fonts are those of both standards.
std::vector<Rule> FontRules();

}  // namespace certseal::testing
