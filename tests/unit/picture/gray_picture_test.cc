// SPDX-License-Identifier: Apache-2.0
#include "picture/gray_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certseal {
namespace {

using testing::Each;
using testing::ElementsAre;

TEST(IsTakenSize, BoundsEachSideAndAll) {
  EXPECT_TRUE(IsTakenSize(1, 1));
  EXPECT_TRUE(IsTakenSize(8000, 8000));
  EXPECT_FALSE(IsTakenSize(8001, 8000));
  EXPECT_FALSE(IsTakenSize(0, 8000));
  EXPECT_FALSE(IsTakenSize(30001, 1));
  EXPECT_FALSE(IsTakenSize(uint64_t{1} << 32, uint64_t{1} << 32));
}

TEST(Halved, IsTheMeanOfFour) {
  const GrayPicture picture = {
      5, 3, {0, 4, 10, 20, 99, 8, 12, 30, 40, 99, 99, 99, 99, 99, 99}};
  const GrayPicture half = Halved(picture);
  EXPECT_EQ(half.width, 2);
  EXPECT_EQ(half.height, 1);
  EXPECT_THAT(half.pixels, ElementsAre(6, 25));
}

TEST(Halved, LeavesALineALine) {
  const GrayPicture half = Halved({1, 4, {10, 20, 30, 40}});
  EXPECT_EQ(half.width, 1);
  EXPECT_THAT(half.pixels, ElementsAre(15, 35));
}

TEST(Enlarged, KeepsFlatFlatAndAnEdgeInItsPlace) {
  EXPECT_THAT(Enlarged({2, 3, std::vector<uint8_t>(6, 77)}, 3).pixels, Each(77));
  const GrayPicture large = Enlarged({4, 1, {0, 0, 255, 255}}, 2);
  EXPECT_EQ(large.width, 8);
  EXPECT_EQ(large.height, 2);
  for (int y = 0; y < large.height; ++y) {
    for (int x = 0; x < large.width; ++x) {
      EXPECT_EQ(large.row(y)[x] > 127, x >= 4) << x << " " << y;
    }
  }
}

TEST(Evened, SpreadsInkAndPaperInBrightAndInDarkParts) {
  GrayPicture picture = GrayPicture::Blank(400, 400);
  for (int y = 0; y < 400; ++y) {
    for (int x = 0; x < 400; ++x) {
      const int paper = 100 + x / 4;  // lit from the right
      picture.row(y)[x] = static_cast<uint8_t>((x / 8 + y / 8) % 2 ? paper : paper / 2);
    }
  }
  const GrayPicture even = Evened(picture);
  for (int y = 4; y < 400; y += 8) {
    for (int x = 4; x < 400; x += 8) {
      EXPECT_EQ(even.row(y)[x] > 127, (x / 8 + y / 8) % 2 == 1) << x << " " << y;
    }
  }
}

TEST(Evened, SeesNoInkInPaperAlone) {
  GrayPicture picture = GrayPicture::Blank(70, 70);
  for (size_t i = 0; i < picture.pixels.size(); ++i) {
    picture.pixels[i] = static_cast<uint8_t>(200 + i % 8);
  }
  EXPECT_THAT(Evened(picture).pixels, Each(255));
}

}  // namespace
}  // namespace certseal
