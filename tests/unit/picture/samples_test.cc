// SPDX-License-Identifier: Apache-2.0
#include "picture/samples.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace certseal {
namespace {

using testing::ElementsAre;

TEST(GrayOfSamples, ReadsEveryDepth) {
  EXPECT_THAT(GrayOfSamples("\xa0\x40", {.width = 3, .height = 2, .bits = 1}).pixels,
              ElementsAre(255, 0, 255, 0, 255, 0));
  EXPECT_THAT(GrayOfSamples("\x1b", {.width = 4, .height = 1, .bits = 2}).pixels,
              ElementsAre(0, 85, 170, 255));
  EXPECT_THAT(GrayOfSamples("\x0f\x80", {.width = 3, .height = 1, .bits = 4}).pixels,
              ElementsAre(0, 255, 136));
  EXPECT_THAT(
      GrayOfSamples("\x07\xff\x80\x01", {.width = 2, .height = 1, .bits = 16}).pixels,
      ElementsAre(7, 128));
}

TEST(GrayOfSamples, ReadsColoursAndPalettes) {
  EXPECT_THAT(GrayOfSamples("\xff\xff\xff\xff\x01\x01",
                            {.width = 2, .height = 1, .components = 3})
                  .pixels,
              ElementsAre(255, 77));
  const std::string cmyk("\0\0\0\0\0\0\0\xff", 8);
  EXPECT_THAT(GrayOfSamples(cmyk, {.width = 2, .height = 1, .components = 4}).pixels,
              ElementsAre(255, 0));
  EXPECT_THAT(
      GrayOfSamples("\x01\x09", {.width = 2, .height = 1, .palette = "\x0a\x14"})
          .pixels,
      ElementsAre(20, 20));
}

TEST(GrayOfSamples, InvertsAndFillsWhatIsMissingWithPaper) {
  EXPECT_THAT(
      GrayOfSamples("\x80", {.width = 1, .height = 3, .bits = 1, .inverted = true})
          .pixels,
      ElementsAre(0, 255, 255));
}

}  // namespace
}  // namespace certseal
