// SPDX-License-Identifier: Apache-2.0
//
// Pictures of a page's own: the signatures of those who sign.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/file.h"
#include "base/strings.h"
#include "page/picture_source.h"
#include "page/template.h"
#include "page/template.h"
#include "pdf_model.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Directory;
using testing::PdfModel;
using testing::Picture;

constexpr char kStart[] = R"(template "t"
page 792 595
color ink #000000
font serif {
  face "EB Garamond" file "EBGaramond12-Regular.ttf" package "fonts-ebgaramond-extra"
}
style words { font serif; size 10; color ink }
)";

// Each of the signatories has a column of 200 points from 96; a picture is 40 points high
// and reaches 5 points below the rule, which lies at 240.
std::string Signers(const std::string& image) {
  return StrCat(kStart, "repeat { box 96 200 600 80; list \"signatories\"; columns 3; grid\n",
                image, R"(
  rule { length 180; width 1; color ink }
  glue 4
  text { style words; say "{name}" }
})");
}
constexpr char kImage[] =
    R"(image { field "signature"; height 40; drop 5; alt "{words.signature}" })";

// A picture of 80 by 45 pixels: black in the middle, paper around it.
class OnePicture : public PictureSource {
 public:
  explicit OnePicture(std::string digest) : digest_(std::move(digest)) {
    const Directory directory;
    const std::string file = directory.Path("a.png");
    const testing::Outcome made = testing::RunCommand(
        "ppmmake black 40 45 2> /dev/null | pnmpad -white -left 20 -right 20 2> /dev/null | "
        "pnmtopng > " + file + " 2> /dev/null");
    EXPECT_EQ(made.status, 0) << made.output;
    image_ = std::make_shared<const Image>(*DecodeImage(*ReadFile(file, 1 << 20)));
  }
  Result<std::shared_ptr<const Image>> Find(const std::string& digest) const override {
    if (digest == digest_) return image_;
    return Fail("no such picture");
  }

 private:
  std::string digest_;
  std::shared_ptr<const Image> image_;
};

Result<Renderer> Load(const std::string& source, bool with_pictures = true) {
  const Directory directory;
  return Renderer::Load(directory.Write("t.template", source),
                        with_pictures ? std::make_shared<OnePicture>("abc") : nullptr);
}

// Three sign, the second by hand.
PageContent Content() {
  PageContent content;
  content.lists["signatories"] = {
      {{"name", "One"}, {"signature", "abc"}, {"words.signature", "Signature of One"}},
      {{"name", "Two"}},
      {{"name", "Three"}, {"signature", "abc"}, {"words.signature", "Signature of Three"}}};
  return content;
}

std::string Drawn(const PageContent& content, const std::string& image = kImage) {
  const Result<Renderer> renderer = Load(Signers(image));
  if (!renderer) throw std::runtime_error(renderer.error().message);
  return testing::DrawOrThrow(*renderer, content);
}

std::string ErrorOf(const std::string& source) {
  const Result<Template> read = ReadTemplate("t", source);
  if (read) return "accepted";
  return read.error().message.substr(0, read.error().message.find('\n'));
}

TEST(PictureField, CrossesTheRuleBelowIt) {
  const Picture page = testing::Rasterize(Drawn(Content()), 144);
  const auto at = [&](double x, double y) {
    return page.at(static_cast<int>(x * 2), static_cast<int>(y * 2));
  };
  for (const double middle : {196.0, 596.0}) {
    EXPECT_LT(at(middle, 202), 50) << middle;
    EXPECT_LT(at(middle, 244), 50) << "below the rule";
    EXPECT_GT(at(middle, 247), 200);
    EXPECT_GT(at(middle, 198), 200);
    EXPECT_LT(at(middle - 18, 220), 50);
    EXPECT_GT(at(middle - 30, 220), 200) << "the paper of the picture";
    EXPECT_LT(at(middle - 30, 240.2), 50) << "which does not hide the rule";
  }
}

// Rules and names stand on one line, whoever has a picture.
TEST(PictureField, KeepsItsPlaceWhereThereIsNone) {
  const Picture page = testing::Rasterize(Drawn(Content()), 144);
  const auto dark = [&](double x, double y) {
    return page.at(static_cast<int>(x * 2), static_cast<int>(y * 2)) < 50;
  };
  EXPECT_FALSE(dark(396, 220));
  EXPECT_TRUE(dark(396, 240.2));
  EXPECT_FALSE(dark(396, 244));
  PageContent none = Content();
  for (PageRow& row : none.lists["signatories"]) row.erase("signature");
  EXPECT_EQ(testing::ExtractText(Drawn(none)), testing::ExtractText(Drawn(Content())));
  EXPECT_EQ(Drawn(none), Drawn(none, "glue 40"));
}

TEST(PictureField, StandsAtEitherSide) {
  const auto left_edge = [](const std::string& align) {
    const std::string image = StrCat(R"(image { field "signature"; height 40; align )", align,
                                     R"(; alt "{words.signature}" })");
    const Picture page = testing::Rasterize(Drawn(Content(), image), 144);
    int x = 0;
    while (x < page.width && page.at(x, 440) > 100) ++x;
    return x / 2.0;
  };
  const double wide = 40.0 * 80 / 45;  // of the picture, a quarter of which is paper
  EXPECT_NEAR(left_edge("start"), 96 + wide / 4, 1);
  EXPECT_NEAR(left_edge("center"), 196 - wide / 4, 1);
  EXPECT_NEAR(left_edge("end"), 296 - wide * 3 / 4, 1);
}

TEST(PictureField, IsReadOutInItsRow) {
  const Directory directory;
  const std::string file = directory.Write("a.pdf", Drawn(Content()));
  const std::string tree =
      testing::RunCommand("pdfinfo -struct-text " + file + " | grep -v '[/:]' | tr -d ' \n'")
          .output;
  constexpr char kFirst[] = "LI(block)LBody(block)\"\"P(block)\"One\"";
  EXPECT_THAT(tree, HasSubstr(StrCat(kFirst, "LI(block)LBody(block)\"Two\"LI(block)")));
  EXPECT_EQ(testing::RunCommand("qpdf --json " + file + " | grep -o 'u:Signature of [A-Z][a-z]*'")
                .output,
            "u:Signature of One\nu:Signature of Three\n");
}

// The same picture is in the file once, however many sign with it.
TEST(PictureField, IsInTheFileOnce) {
  const Directory directory;
  const std::string file = directory.Write("a.pdf", Drawn(Content()));
  EXPECT_EQ(testing::RunCommand("qpdf --check " + file).status, 0);
  EXPECT_EQ(testing::RunCommand("qpdf --qdf --object-streams=disable " + file +
                                " - | grep -ac '/Subtype /Image'")
                .output,
            "1\n");
}

TEST(PictureField, IsNeverLeftOutSilently) {
  PageContent content = Content();
  content.lists["signatories"][2]["signature"] = "abd";
  const auto problems = Load(Signers(kImage))->Check(content);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "signatories[3].signature");
  EXPECT_EQ(problems[0].message, "no such picture");
  EXPECT_EQ(Load(Signers(kImage), false)->Check(Content()).size(), 2u);
  EXPECT_TRUE(Load(Signers("glue 40"), false)->Check(Content()).empty())
      << "a template that shows none needs none";
}

TEST(PictureField, IsOnlyWhereARowNamesOne) {
  EXPECT_EQ(ErrorOf(Signers(kImage)), "accepted");
  EXPECT_EQ(ErrorOf(Signers(R"(image { field "name"; height 40; alt "A {name}" })")),
            "t:9:1: there is no picture in the field \"name\"");
  EXPECT_EQ(ErrorOf(Signers(R"(image { field "signature"; height 40 })")),
            "t:9:1: \"image\" needs \"alt\", to be read out");
  EXPECT_THAT(ErrorOf(Signers(R"(image { field "signature"; alt "{words.signature}" })")),
              HasSubstr("\"height\""));
  EXPECT_EQ(ErrorOf(StrCat(kStart, kImage)),
            "t:8:51: unknown field \"words.signature\"");
}

}  // namespace
}  // namespace certseal
