// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "picture/gray_picture.h"

namespace certseal {

// SampleLayout says how the samples of an image in a PDF lie (ISO 32000-2, 8.9.5): rows
// of `components` samples a pixel, each of `bits`, every row filled to whole bytes.
struct SampleLayout {
  uint32_t width = 0;
  uint32_t height = 0;
  unsigned bits = 8;        // 1, 2, 4, 8 or 16
  unsigned components = 1;  // gray, RGB or CMYK: 1, 3 or 4
  bool inverted = false;    // Decode [1 0 ...]
  // Where a sample is an index, the grays that it stands for.
  std::string palette = {};

  size_t row_bytes() const {
    return (static_cast<size_t>(width) * components * bits + 7) / 8;
  }
  size_t bytes() const { return row_bytes() * height; }
};

// GrayOfSamples gives the picture; rows that are not there are white. The layout's size
// is taken (IsTakenSize), its numbers are among those above.
GrayPicture GrayOfSamples(std::string_view samples, const SampleLayout& layout);

// GrayOf is the luminance of 1, 3 or 4 parts of a colour.
uint8_t GrayOf(const uint8_t* parts, unsigned components);

}  // namespace certseal
