// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace certseal {

// RunCertseal is all of the program certseal, and gives its exit code.
int RunCertseal(int argc, char** argv);

}  // namespace certseal
