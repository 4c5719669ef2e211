// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/result.h"

namespace certseal {

// DrawPictures draws each page of a PDF at 150 pixels per inch, as DIRECTORY/NAME-1.png and
// so on, with poppler's pdftoppm, and gives what it wrote. Fails where that is not
// installed, or fails itself.
Result<std::vector<std::filesystem::path>> DrawPictures(
    const std::filesystem::path& pdf, const std::filesystem::path& directory,
    const std::string& name);

}  // namespace certseal
