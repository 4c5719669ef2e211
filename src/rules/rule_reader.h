// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "base/result.h"
#include "rules/rule_book.h"

namespace certseal {

// ReadRules reads a file of rules, {"schemes": [], "rules": [], "waivers": []}, onto
// those of `base`, which it can add to but not change. Waivers need a base. The Error
// has one line for each problem.
Result<RuleBook> ReadRules(std::string_view text, std::string_view file_name,
                           const RuleBook* base);

}  // namespace certseal
