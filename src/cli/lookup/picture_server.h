// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace certseal {

// ServePictures is the life of a lane's process: it answers requests until there are no
// more, and ends the process. `program` is what it starts for each, without arguments
// and without an environment.
[[noreturn]] void ServePictures(int requests, int replies, const std::string& program);

}  // namespace certseal
