// SPDX-License-Identifier: Apache-2.0
//
// Reads what a template draws: text, lines, guilloches, stacks and so on.
#pragma once

#include "page/settings.h"
#include "page/template.h"

namespace certseal {

// ReadElements reads the elements among `statements`; words that `is_other` accepts are
// left to the caller. `list` names the list whose rows' fields may be used, or is
// empty.
Result<std::vector<Element>> ReadElements(
    Source source, const std::vector<Statement>& statements, const Named& named,
    const std::string& list, const std::function<bool(std::string_view)>& is_other);

}  // namespace certseal
