// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "picture/answer.h"

namespace certseal {

// ReadPicture finds the QR codes in a JPEG, a PNG, or the pictures of a PDF, each text
// once, at most kMaxQrTexts of them. What is damaged is an answer too.
PictureResult<std::vector<std::string>> ReadPicture(std::string_view bytes);

}  // namespace certseal
