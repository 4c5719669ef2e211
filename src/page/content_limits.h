// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "page/content.h"
#include "page/renderer.h"

namespace certseal {

// CheckLimits finds what no page can take, whatever its template: texts of more than 2,000
// bytes or not in UTF-8, lists of more than 32 rows. Content comes from a spreadsheet.
std::vector<FitProblem> CheckLimits(const PageContent& content);

// RowName is what messages call a row: "facts[2]", counted from 1.
std::string RowName(const std::string& list, size_t index);

}  // namespace certseal
