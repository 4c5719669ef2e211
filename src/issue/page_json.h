// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "page/content.h"

namespace certseal {

// A page's content as the register keeps it, so that a page is drawn again as it was
// whatever became of profile and catalogue: {"fields":{},"language":"","lists":{}}.
std::string PageToJson(const PageContent& page);
Result<PageContent> PageFromJson(std::string_view json);

}  // namespace certseal
