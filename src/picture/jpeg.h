// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "picture/answer.h"
#include "picture/gray_picture.h"

namespace certseal {

bool IsJpeg(std::string_view bytes);

// DecodeJpeg gives the luminance of a JPEG (ITU-T T.81). What is cut short gives what
// is there, gray below; a large one is decoded at a half, a quarter or an eighth of its
// size.
PictureResult<GrayPicture> DecodeJpeg(std::string_view bytes);

}  // namespace certseal
