// SPDX-License-Identifier: Apache-2.0
//
// What `correct` and `renew` have in common: a certificate is issued because of an
// earlier one.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "cli/certseal/commands.h"
#include "cli/certseal/signing_options.h"
#include "issue/correct.h"

namespace certseal {

struct SuccessorArguments {
  std::string code;
  std::vector<std::string> set;  // FIELD=VALUE
  std::string dates;             // mdy, dmy, ymd
  SigningOptions signing;
  bool yes = false;
  bool dry_run = false;
  bool json = false;
};

void AddSuccessorArguments(CLI::App& command, SuccessorArguments& arguments);

// ReadFieldValues reads FIELD=VALUE for these fields; all that is wrong is reported at
// once, a misspelled field with what was meant.
Result<FieldValues> ReadFieldValues(const std::vector<std::string>& entries,
                                    const std::vector<Field>& fields);

using PlanSuccessor =
    std::function<Result<SuccessorPlan>(const CertificateCode&, const SuccessorOptions&,
                                        const School&, Register&, TemplateStore&)>;

// RunSuccessor plans with these values, shows the differences, asks, issues and draws.
Result<int> RunSuccessor(const SuccessorArguments& arguments, FieldValues set,
                         const GlobalOptions& global, const PlanSuccessor& plan);

}  // namespace certseal
