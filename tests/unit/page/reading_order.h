// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "page/page_layout.h"

namespace certseal::testing {

// FirstOutOfOrder tells what is read out after something that stands below it in the same
// column, or over which it stands; empty where the order of reading is that of the page.
std::string FirstOutOfOrder(const PageLayout& layout);

}  // namespace certseal::testing
