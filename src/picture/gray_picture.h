// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace certseal {

// The most pixels a picture may claim to have: an A4 page at 800 dots an inch.
constexpr uint64_t kMostPixels = 64'000'000;
// Above this a picture is halved before it is searched: it has detail to spare.
constexpr uint64_t kMostSearched = 16'000'000;

// GrayPicture is rows of one byte a pixel from the top, 0 black.
struct GrayPicture {
  int width = 0;
  int height = 0;
  std::vector<uint8_t> pixels;  // width * height

  // Of one gray, white at first. Both sides are at least 1.
  static GrayPicture Blank(int width, int height);

  const uint8_t* row(int y) const {
    return pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(width);
  }
  uint8_t* row(int y) {
    return pixels.data() + static_cast<size_t>(y) * static_cast<size_t>(width);
  }
};

// IsTakenSize tells a picture that is decoded from one that is too large or empty.
bool IsTakenSize(uint64_t width, uint64_t height);

// Halved is a quarter of the pixels, each the mean of four. A last odd row or column is
// left out.
GrayPicture Halved(const GrayPicture& picture);

// Enlarged has `factor` times the width and height, interpolated by cubics
// (Catmull-Rom), so that edges stay where they are between the pixels.
GrayPicture Enlarged(const GrayPicture& picture, int factor);

// Evened is as if the paper were lit evenly: each pixel between the darkest and the
// lightest of its neighbourhood. Shadows go, and so does low contrast.
GrayPicture Evened(const GrayPicture& picture);

}  // namespace certseal
