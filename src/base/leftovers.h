// SPDX-License-Identifier: Apache-2.0
//
// What programs that were killed have left under temporary names (TemporaryBeside).
#pragma once

#include <chrono>
#include <filesystem>
#include <vector>

#include "base/result.h"

namespace certseal {

// TemporariesOf gives all that lie beside `path` and were to become it, of programs
// that still run, too. No such directory: none.
Result<std::vector<std::filesystem::path>> TemporariesOf(
    const std::filesystem::path& path);

// RemoveLeftoversOf deletes those of them, files and whole directories, whose program
// no longer runs on this computer; RemoveLeftoversIn all such files in a directory that
// nobody has written to for so long: on a network share, the program may run elsewhere.
// What cannot be deleted stays: it is only in the way.
void RemoveLeftoversOf(const std::filesystem::path& path);
void RemoveLeftoversIn(const std::filesystem::path& directory,
                       std::chrono::seconds untouched);

}  // namespace certseal
