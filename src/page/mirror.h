// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "page/template.h"

namespace certseal {

// Mirror moves everything on a sheet to where a mirror would show it, for pages that are
// read from the right: nothing is turned over. What was aligned left is aligned right;
// what follows the direction of reading does so still.
void Mirror(Template& page);

}  // namespace certseal
