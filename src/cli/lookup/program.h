// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// RunLookup is all of the program certseal-lookup, and gives its exit code.
int RunLookup(int argc, char** argv);

}  // namespace certseal
