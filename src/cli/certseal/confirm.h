// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace certseal {

// Confirm puts a question to the person at the terminal and succeeds where the answer
// is yes. `yes` is the command's --yes: then nothing is asked. Without a terminal, and
// for any other answer, it fails: the caller has changed nothing yet.
Result<void> Confirm(bool yes, const std::string& question);

}  // namespace certseal
