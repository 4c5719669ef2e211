// SPDX-License-Identifier: Apache-2.0
#include "picture/gray_picture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace certseal {
namespace {

constexpr int kTile = 32;           // pixels a side of what is lit evenly
constexpr int kLeastContrast = 12;  // below it a neighbourhood is paper alone

struct Range {
  uint8_t low = 255, high = 0;
};

// The range of each tile, widened by its neighbours', so that a large dark module
// beside the tile still counts.
class Ranges {
 public:
  explicit Ranges(const GrayPicture& picture)
      : columns_((picture.width + kTile - 1) / kTile),
        rows_((picture.height + kTile - 1) / kTile),
        tiles_(static_cast<size_t>(columns_) * static_cast<size_t>(rows_)) {
    for (int y = 0; y < picture.height; ++y) {
      const uint8_t* row = picture.row(y);
      for (int x = 0; x < picture.width; ++x) {
        Range& range = at(x / kTile, y / kTile);
        range.low = std::min(range.low, row[x]);
        range.high = std::max(range.high, row[x]);
      }
    }
  }

  Range Around(int column, int row) const {
    Range all;
    for (int y = std::max(row - 1, 0); y <= std::min(row + 1, rows_ - 1); ++y) {
      for (int x = std::max(column - 1, 0); x <= std::min(column + 1, columns_ - 1);
           ++x) {
        const Range& each = tiles_[Index(x, y)];
        all.low = std::min(all.low, each.low);
        all.high = std::max(all.high, each.high);
      }
    }
    return all;
  }

  int columns() const { return columns_; }
  int rows() const { return rows_; }

 private:
  size_t Index(int column, int row) const {
    return static_cast<size_t>(row) * static_cast<size_t>(columns_) +
           static_cast<size_t>(column);
  }
  Range& at(int column, int row) { return tiles_[Index(column, row)]; }

  int columns_;
  int rows_;
  std::vector<Range> tiles_;
};

uint8_t Spread(uint8_t value, const Range& range) {
  const int span = range.high - range.low;
  if (span < kLeastContrast) return 255;
  return static_cast<uint8_t>((value - range.low) * 255 / span);
}

// The weights of four neighbours for each of the places between two pixels.
using Weights = std::array<float, 4>;

Weights CatmullRom(float t) {
  const float u = t * t, v = u * t;
  return {-0.5f * v + u - 0.5f * t, 1.5f * v - 2.5f * u + 1,
          -1.5f * v + 2 * u + 0.5f * t, 0.5f * v - 0.5f * u};
}

struct Place {
  int first;  // of the four neighbours; may lie outside
  Weights weights;
};

// Where pixel `i` of the enlarged picture lies among the pixels of the other.
std::vector<Place> Places(int size, int factor) {
  std::vector<Place> places;
  places.reserve(static_cast<size_t>(size) * static_cast<size_t>(factor));
  for (int i = 0; i < size * factor; ++i) {
    const float at = (static_cast<float>(i) + 0.5f) / static_cast<float>(factor) - 0.5f;
    const float floor = std::floor(at);
    places.push_back({static_cast<int>(floor) - 1, CatmullRom(at - floor)});
  }
  return places;
}

void EnlargeRow(const uint8_t* from, int width, const std::vector<Place>& places,
                float* to) {
  for (size_t i = 0; i < places.size(); ++i) {
    float sum = 0;
    for (int k = 0; k < 4; ++k) {
      const int x = std::clamp(places[i].first + k, 0, width - 1);
      sum += places[i].weights[static_cast<size_t>(k)] * static_cast<float>(from[x]);
    }
    to[i] = sum;
  }
}

}  // namespace

GrayPicture GrayPicture::Blank(int width, int height) {
  return {width, height,
          std::vector<uint8_t>(static_cast<size_t>(width) * static_cast<size_t>(height),
                               255)};
}

bool IsTakenSize(uint64_t width, uint64_t height) {
  constexpr uint64_t kMostSide = 30'000;
  return width > 0 && height > 0 && width <= kMostSide && height <= kMostSide &&
         width * height <= kMostPixels;
}

GrayPicture Halved(const GrayPicture& picture) {
  GrayPicture half = GrayPicture::Blank(std::max(picture.width / 2, 1),
                                        std::max(picture.height / 2, 1));
  for (int y = 0; y < half.height; ++y) {
    const uint8_t* one = picture.row(2 * y);
    const uint8_t* two = picture.row(std::min(2 * y + 1, picture.height - 1));
    uint8_t* to = half.row(y);
    for (int x = 0; x < half.width; ++x) {
      const int right = std::min(2 * x + 1, picture.width - 1);
      to[x] = static_cast<uint8_t>(
          (one[2 * x] + one[right] + two[2 * x] + two[right] + 2) / 4);
    }
  }
  return half;
}

GrayPicture Enlarged(const GrayPicture& picture, int factor) {
  GrayPicture large =
      GrayPicture::Blank(picture.width * factor, picture.height * factor);
  const std::vector<Place> across = Places(picture.width, factor);
  const std::vector<Place> down = Places(picture.height, factor);
  std::array<std::vector<float>, 4> rows;  // enlarged across; row y is in rows[y % 4]
  for (auto& row : rows) row.resize(across.size());
  int made = -1;
  for (int y = 0; y < large.height; ++y) {
    const Place& place = down[static_cast<size_t>(y)];
    const auto clamped = [&](int k) {
      return std::clamp(place.first + k, 0, picture.height - 1);
    };
    for (; made < clamped(3); ++made) {
      EnlargeRow(picture.row(made + 1), picture.width, across,
                 rows[static_cast<size_t>(made + 1) % 4].data());
    }
    uint8_t* to = large.row(y);
    for (size_t x = 0; x < across.size(); ++x) {
      float sum = 0.5f;
      for (int k = 0; k < 4; ++k) {
        sum += place.weights[static_cast<size_t>(k)] *
               rows[static_cast<size_t>(clamped(k)) % 4][x];
      }
      to[x] = static_cast<uint8_t>(std::clamp(sum, 0.0f, 255.0f));
    }
  }
  return large;
}

GrayPicture Evened(const GrayPicture& picture) {
  const Ranges ranges(picture);
  GrayPicture even = GrayPicture::Blank(picture.width, picture.height);
  for (int row = 0; row < ranges.rows(); ++row) {
    for (int column = 0; column < ranges.columns(); ++column) {
      const Range range = ranges.Around(column, row);
      for (int y = row * kTile; y < std::min((row + 1) * kTile, picture.height); ++y) {
        const uint8_t* from = picture.row(y);
        uint8_t* to = even.row(y);
        const int end = std::min((column + 1) * kTile, picture.width);
        for (int x = column * kTile; x < end; ++x) to[x] = Spread(from[x], range);
      }
    }
  }
  return even;
}

}  // namespace certseal
