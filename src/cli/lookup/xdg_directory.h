// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

namespace certseal {

// XdgDirectory is where programs keep files of a kind (XDG Base Directory Specification):
// what the variable says, or else this place below the home directory. Nothing where
// neither is set; a relative path in the variable is ignored, as specified.
std::optional<std::filesystem::path> XdgDirectory(const char* variable,
                                                  std::string_view below_home);

}  // namespace certseal
