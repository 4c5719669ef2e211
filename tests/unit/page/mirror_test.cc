// SPDX-License-Identifier: Apache-2.0
//
// Pages that are read from the right have everything where a mirror would show it.
#include "page/mirror.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "layouter.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Directory;
using testing::Layouter;
using testing::Picture;

std::string TemplateOf(const std::string& mirror) {
  return StrCat(R"(template "one"
page 600 300 )", mirror, R"(
color ink #000000
font serif {
  face "EB Garamond" file "EBGaramond12-Regular.ttf" package "fonts-ebgaramond-extra"
  face "Noto Naskh Arabic" file "NotoNaskhArabic-Regular.ttf" package "fonts-noto-core"
}
style head { font serif; size 20 9; color ink }
frame { box 40 40 90 60; width 2; color ink }
circle { center 300 70; radius 20; filled; color ink }
line { from 200 50; to 260 90; width 3; color ink }
band { box 350 40 120 60; depth 12; open 14; cell 10; strands 4; width 0.5; color ink
  wave 1 0.6 turn 1 }
ribbon { from 500 50; to 560 50; depth 8; cell 10; strands 3; width 0.5; color ink
  wave 1 0.6 turn 1 }
group { at 100 180
  figure { box -30 -30 60 60; alt "Seal of {school.name}" }
  circle { center 10 0; radius 20; width 2; color ink }
  text { box -20 -10 40 20; style head; say "{school.initials}" }
}
text { box 200 150 150 40; align left; style head; say "{code}" }
text { box 200 200 150 40; align start; style head; say "{name}" }
qr { box 480 180 90 90; color ink; field "qr"; alt "QR code" }
)");
}

PageContent Content(const std::string& language) {
  PageContent content;
  content.language = language;
  content.fields = {{"name", "علي"}, {"code", "7K3M"}, {"qr", "https://a.example/"},
                    {"school.initials", "O"}, {"school.name", "X"},
                    {"words.number", "No."}};
  return content;
}

const PlacedQr& QrOf(const PageLayout& layout) {
  for (const Placed& placed : layout.contents) {
    if (const auto* qr = std::get_if<PlacedQr>(&placed.thing)) return *qr;
  }
  throw std::runtime_error("no QR");
}

TEST(Mirror, MovesWhatIsPlaced) {
  Layouter layouter = Layouter::OfText(TemplateOf("mirror"));
  Mirror(layouter.page);
  const PageLayout layout = layouter.LayOut(Content("ar"));
  EXPECT_EQ(QrOf(layout).box.x, 600 - 480 - 90);
  EXPECT_EQ(QrOf(layout).box.y, 180);
  ASSERT_EQ(layout.figures.size(), 2u);
  EXPECT_EQ(layout.figures[0].box.x, 600 - 100 - 30);
  EXPECT_EQ(Layouter::TextOf(layout, "O").at.x, 600 - 100 - 20);
  EXPECT_EQ(Layouter::TextOf(layout, "7K3M").at.x, 600 - 200 - 150);
  EXPECT_EQ(Layouter::TextOf(layout, "7K3M").align, Align::kRight);
  EXPECT_EQ(Layouter::TextOf(layout, "علي").align, Align::kRight);
}

TEST(Mirror, TwiceIsAsItWas) {
  for (const std::string& name : testing::ShippedNames()) {
    const Layouter once = Layouter::OfShipped(name);
    Layouter twice = Layouter::OfShipped(name);
    Mirror(twice.page);
    Mirror(twice.page);
    const PageLayout a = once.LayOut(testing::SampleContent());
    const PageLayout b = twice.LayOut(testing::SampleContent());
    ASSERT_EQ(a.contents.size(), b.contents.size()) << name;
    EXPECT_EQ(QrOf(a).box.x, QrOf(b).box.x);
    for (const char* field : {"name", "code"}) {
      const std::string text = testing::SampleContent().fields.at(field);
      EXPECT_NEAR(Layouter::TextOf(a, text).at.x, Layouter::TextOf(b, text).at.x, 1e-9);
    }
  }
}

// Ink in a picture between rows, of the ornament alone.
int InkUnlike(const Picture& a, const Picture& b, bool mirrored) {
  int unlike = 0;
  for (int y = 0; y < a.height * 2 / 5; ++y) {
    for (int x = 0; x < a.width; ++x) {
      const bool dark = a.at(x, y) < 128;
      if (!dark) continue;
      const int there = mirrored ? a.width - 1 - x : x;
      bool near = false;  // a pixel to either side
      for (int dx = -2; dx <= 2; ++dx) {
        const int at = there + dx;
        near = near || (at >= 0 && at < b.width && b.at(at, y) < 160);
      }
      unlike += !near;
    }
  }
  return unlike;
}

Picture Draw(const std::string& page, const std::string& language) {
  const Directory dir;
  auto renderer = Renderer::Load(dir.Write("one.template", page));
  if (!renderer) throw std::runtime_error(renderer.error().message);
  return testing::Rasterize(testing::DrawOrThrow(*renderer, Content(language)), 144);
}

// One renderer draws pages of both directions: each has the ornament of its own.
TEST(Mirror, OrnamentIsThatOfThePagesDirection) {
  const Picture english = Draw(TemplateOf("mirror"), "en");
  const Picture arabic = Draw(TemplateOf("mirror"), "ar");
  const Picture fixed = Draw(TemplateOf(""), "ar");
  EXPECT_EQ(InkUnlike(english, fixed, false), 0);
  EXPECT_GT(InkUnlike(english, arabic, false), 1000);
  // A line is moved and not turned over; all else has no left and right.
  const int line = 500;
  EXPECT_LT(InkUnlike(english, arabic, true), line + 100);
}

TEST(Mirror, QrOfAnArabicPageReadsBack) {
  for (const std::string& name : testing::ShippedNames()) {
    PageContent content = testing::SampleContent();
    content.language = "ar";
    const Directory dir;
    const Picture page =
        testing::Rasterize(testing::DrawOrThrow(testing::Shipped(name), content),
                           name == "wallet-card" ? 300 : 150);
    const std::string read =
        testing::RunCommand("zbarimg -q --raw " + dir.Write("p.pgm", testing::AsPgm(page)))
            .output;
    EXPECT_THAT(read, HasSubstr(content.fields.at("qr"))) << name;
  }
}

TEST(Mirror, IsTheOnlyThirdWordOfAPage) {
  const auto page = ReadTemplate("a.template", TemplateOf("upright"));
  ASSERT_FALSE(page);
  EXPECT_THAT(page.error().message, HasSubstr("a.template:2:1: \"page\" takes a width"));
}

}  // namespace
}  // namespace certseal
