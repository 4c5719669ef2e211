// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "picture/answer.h"
#include "picture/gray_picture.h"

namespace certseal {

bool IsPng(std::string_view bytes);

// DecodePng gives the luminance of a PNG, of any kind, as it looks on white paper.
PictureResult<GrayPicture> DecodePng(std::string_view bytes);

}  // namespace certseal
