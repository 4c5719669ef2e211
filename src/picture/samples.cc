// SPDX-License-Identifier: Apache-2.0
#include "picture/samples.h"

#include <algorithm>
#include <array>

namespace certseal {
namespace {

// One sample of a row, as it is.
unsigned SampleAt(const uint8_t* row, size_t index, unsigned bits) {
  if (bits == 8) return row[index];
  if (bits == 16) return row[2 * index];  // its upper half is enough
  const size_t bit = index * bits;
  const unsigned mask = (1u << bits) - 1;
  return row[bit / 8] >> (8 - bits - bit % 8) & mask;
}

// A sample's place between 0 and 255.
uint8_t Scaled(unsigned sample, unsigned bits) {
  if (bits >= 8) return static_cast<uint8_t>(sample);
  return static_cast<uint8_t>(sample * 255 / ((1u << bits) - 1));
}

void GrayRow(const uint8_t* from, const SampleLayout& layout, uint8_t* to) {
  std::array<uint8_t, 4> parts{};
  for (size_t x = 0; x < layout.width; ++x) {
    for (unsigned i = 0; i < layout.components; ++i) {
      const unsigned sample = SampleAt(from, x * layout.components + i, layout.bits);
      if (layout.palette.empty()) {
        parts[i] = Scaled(sample, layout.bits);
      } else {
        parts[i] = static_cast<uint8_t>(
            layout.palette[std::min<size_t>(sample, layout.palette.size() - 1)]);
      }
      if (layout.inverted) parts[i] = static_cast<uint8_t>(255 - parts[i]);
    }
    to[x] = GrayOf(parts.data(), layout.components);
  }
}

}  // namespace

uint8_t GrayOf(const uint8_t* parts, unsigned components) {
  if (components == 1) return parts[0];
  const int light = (parts[0] * 77 + parts[1] * 150 + parts[2] * 29) / 256;
  if (components == 3) return static_cast<uint8_t>(light);
  return static_cast<uint8_t>((255 - light) * (255 - parts[3]) / 255);
}

GrayPicture GrayOfSamples(std::string_view samples, const SampleLayout& layout) {
  GrayPicture picture = GrayPicture::Blank(static_cast<int>(layout.width),
                                           static_cast<int>(layout.height));
  const size_t row_bytes = layout.row_bytes();
  const size_t rows = std::min<size_t>(samples.size() / row_bytes, layout.height);
  const auto* from = reinterpret_cast<const uint8_t*>(samples.data());
  for (size_t y = 0; y < rows; ++y, from += row_bytes) {
    GrayRow(from, layout, picture.row(static_cast<int>(y)));
  }
  return picture;
}

}  // namespace certseal
