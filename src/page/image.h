// SPDX-License-Identifier: Apache-2.0
//
// Pictures for a page: PNG, read and packed again for PDF, and JPEG, taken as it is.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace certseal {

// Image is what a PDF needs of a picture: 8 bits a component, gray or RGB.
struct Image {
  int width = 0, height = 0;
  bool is_gray = false;
  bool is_jpeg = false;  // `data` is the JPEG file; else a zlib stream of the pixels
  std::string data;
};

// DecodeImage reads a PNG of any kind, or a JPEG in gray or RGB. What is transparent in a
// PNG lies on white paper: an archival page needs no transparency. At most 4,000 pixels a
// side, and 6 million in all: more than a full page at 300 dots an inch needs.
Result<Image> DecodeImage(std::string_view bytes);

// CheckImage fails where DecodeImage does, and is done sooner.
Result<void> CheckImage(std::string_view bytes);

}  // namespace certseal
