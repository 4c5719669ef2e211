// SPDX-License-Identifier: Apache-2.0
//
// Lines are aligned by what the eye sees: looked at in pictures, not in the numbers that
// put them there.
#include "page/optical_edge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "layouter.h"

namespace certseal {
namespace {

using testing::Directory;
using testing::Picture;

constexpr int kDpi = 288;  // four pixels a point
constexpr double kPixel = 72.0 / kDpi;

// One line of text at 100 points from the left, 400 wide.
std::string TemplateOf(const std::string& size, const std::string& align,
                       const std::string& optical,
                       const std::string& box = "100 40 400 80") {
  return StrCat(R"(template "one"
page 600 200
color ink #000000
font serif {
  face "EB Garamond" file "EBGaramond12-Regular.ttf" package "fonts-ebgaramond-extra"
  face "Noto Naskh Arabic" file "NotoNaskhArabic-Regular.ttf" package "fonts-noto-core"
}
style head { font serif; size )",
                size, "; color ink; ", optical, " }\ntext { box ", box, "; align ", align,
                "; style head; say \"{name}\" }\n");
}

struct Ink {
  double left = 0, right = 0;  // points
  double middle() const { return (left + right) / 2; }
};

Ink InkOf(const std::string& page, const std::string& name,
          const std::string& language = "en") {
  const Directory dir;
  auto renderer = Renderer::Load(dir.Write("one.template", page));
  if (!renderer) throw std::runtime_error(renderer.error().message);
  PageContent content;
  content.language = language;
  content.fields = {{"name", name}, {"words.number", "No."}};
  const Picture picture =
      testing::Rasterize(testing::DrawOrThrow(*renderer, content), kDpi);
  int left = picture.width, right = 0;
  for (int y = 0; y < picture.height; ++y) {
    for (int x = 0; x < picture.width; ++x) {
      if (picture.at(x, y) > 128) continue;
      left = std::min(left, x);
      right = std::max(right, x + 1);
    }
  }
  return {left * kPixel, right * kPixel};
}

Ink Eye(const std::string& size, const std::string& align, const std::string& name) {
  return InkOf(TemplateOf(size, align, "optical"), name);
}

TEST(OpticalEdge, LargeAndSmallKeepOneEdge) {
  for (const char* size : {"60", "9"}) {
    EXPECT_NEAR(Eye(size, "left", "Hill").left, 100, 2 * kPixel) << size;
    EXPECT_NEAR(Eye(size, "right", "HillH").right, 500, 2 * kPixel) << size;
  }
  // Without it the large one stands in.
  EXPECT_GT(InkOf(TemplateOf("60", "left", ""), "Hill").left, 101);
}

TEST(OpticalEdge, HangsSigns) {
  EXPECT_LT(Eye("40", "left", "“Hill").left, 92);
  const Ink ends = Eye("40", "right", "Hills.");
  EXPECT_GT(ends.right, 502);
  EXPECT_LT(ends.right, 506);
  EXPECT_GT(Eye("40", "right", "Hills-").right, 505);
  EXPECT_NEAR(Eye("40", "right", "HillH").right, 500, 2 * kPixel);
}

TEST(OpticalEdge, CentresTheWordsAndNotTheirSigns) {
  EXPECT_NEAR(Eye("40", "center", "HillH").middle(), 300, 2 * kPixel);
  // What hangs on one side alone moves the ink to that side.
  EXPECT_GT(Eye("40", "center", "HillH.").middle(), 301);
  EXPECT_LT(Eye("40", "center", "“HillH").middle(), 297);
  EXPECT_NEAR(Eye("40", "center", "“HillH”").middle(), 300, 1);
}

TEST(OpticalEdge, HangsSignsOfTextFromTheRight) {
  const auto arabic = [](const char* optical) {
    return InkOf(TemplateOf("40", "start", optical), "«علي حسن»", "ar");
  };
  EXPECT_GT(arabic("optical").right, 503);
  EXPECT_LT(arabic("").right, 501);
}

TEST(OpticalEdge, NothingLeavesTheSafeArea) {
  EXPECT_GE(InkOf(TemplateOf("60", "left", "optical", "26 40 400 80"), "“Hill").left,
            25 - kPixel);
  EXPECT_LE(InkOf(TemplateOf("60", "right", "optical", "174 40 400 80"), "Hill-").right,
            575 + kPixel);
}

}  // namespace
}  // namespace certseal
