// SPDX-License-Identifier: Apache-2.0
#include "page/image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/file.h"
#include "crypto/digest.h"
#include "page/template_source.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Directory;
using testing::RunCommand;

std::string DecodeError(const std::string& bytes) {
  const Result<Image> image = DecodeImage(bytes);
  return image ? "decoded" : image.error().message;
}

// What netpbm makes of a command line.
std::string Made(const std::string& command) {
  const Directory directory;
  const std::string file = directory.Path("made");
  const testing::Outcome run = RunCommand("( " + command + " ) 2> /dev/null > " + file);
  EXPECT_EQ(run.status, 0) << command;
  return *ReadFile(file, 1 << 24);
}

TEST(Image, ReadsPngOfEveryKind) {
  const Result<Image> color = DecodeImage(Made("ppmmake red 7 5 | pnmtopng"));
  ASSERT_TRUE(color) << color.error().message;
  EXPECT_EQ(color->width, 7);
  EXPECT_EQ(color->height, 5);
  EXPECT_FALSE(color->is_gray);
  EXPECT_TRUE(DecodeImage(Made("pgmramp -lr 9 9 | pnmtopng"))->is_gray);
  EXPECT_TRUE(DecodeImage(Made("pbmmake -gray 9 9 | pnmtopng"))->is_gray);
  EXPECT_FALSE(DecodeImage(Made("ppmmake blue 9 9 | pnmtopng -interlace"))->is_gray);
}

TEST(Image, TakesJpegAsItIs) {
  const std::string color = Made("ppmmake red 17 5 | pnmtojpeg");
  const Result<Image> image = DecodeImage(color);
  ASSERT_TRUE(image) << image.error().message;
  EXPECT_EQ(image->width, 17);
  EXPECT_EQ(image->height, 5);
  EXPECT_TRUE(image->is_jpeg);
  EXPECT_FALSE(image->is_gray);
  EXPECT_EQ(image->data, color);
  EXPECT_TRUE(DecodeImage(Made("pgmramp -lr 9 9 | pnmtojpeg -progressive"))->is_gray);
}

TEST(Image, RefusesWhatItCannotShow) {
  EXPECT_EQ(DecodeError(""), "is neither PNG nor JPEG");
  EXPECT_EQ(DecodeError("GIF89a"), "is neither PNG nor JPEG");
  const std::string png = Made("ppmmake red 99 99 | pnmtopng");
  EXPECT_THAT(DecodeError(png.substr(0, png.size() / 2)), HasSubstr("the PNG is broken"));
  EXPECT_THAT(DecodeError(png.substr(0, 12)), HasSubstr("the PNG is broken"));
  std::string jpeg = Made("ppmmake red 99 99 | pnmtojpeg");
  EXPECT_EQ(DecodeError(jpeg.substr(0, jpeg.size() - 9)), "the JPEG is cut off");
  EXPECT_EQ(DecodeError(jpeg.substr(0, 30)), "the JPEG has no frame that PDF can show");
  const size_t frame = jpeg.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  jpeg[frame + 9] = 4;
  EXPECT_EQ(DecodeError(jpeg), "the JPEG is neither gray nor RGB with 8 bits");
  EXPECT_EQ(DecodeError(Made("pbmmake -white 4001 2 | pnmtopng")),
            "a picture of 4001 by 2 pixels is not taken");
  EXPECT_EQ(DecodeError(Made("pbmmake -white 3000 3000 | pnmtopng")),
            "a picture of 3000 by 3000 pixels is not taken");
}

TEST(PicturePage, ShowsThemInTheirBoxes) {
  const Directory directory;
  const Result<Renderer> renderer = Renderer::Load(testing::WritePictures(directory));
  ASSERT_TRUE(renderer) << renderer.error().message;
  const std::string pdf = testing::DrawOrThrow(*renderer, testing::SampleContent());
  const testing::Picture page = testing::Rasterize(pdf, 72);
  EXPECT_NEAR(page.at(150, 150), 255 - 0.5 * (255 - 76), 4);  // red, half transparent
  EXPECT_NEAR(page.at(350, 150), 29, 6);                      // blue
  EXPECT_NEAR(page.at(550, 150), 128, 3);
  EXPECT_EQ(page.at(250, 150), 255);
  EXPECT_NEAR(page.at(102, 102), page.at(150, 150), 4);
  EXPECT_EQ(page.at(97, 97), 255);
  const std::string file = directory.Write("page.pdf", pdf);
  EXPECT_EQ(RunCommand("qpdf --check " + file).status, 0);
  const std::string tree = RunCommand("pdfinfo -struct " + file).output;
  EXPECT_THAT(tree, HasSubstr("/BBox [100 395 200 495]"));
  EXPECT_EQ(tree.find("[500 395"), std::string::npos) << "an ornament is no figure";
}

TEST(PicturePage, DrawsTheSameBytesAgain) {
  const Directory directory;
  const std::string file = testing::WritePictures(directory);
  const std::string first =
      testing::DrawOrThrow(*Renderer::Load(file), testing::SampleContent());
  EXPECT_EQ(testing::DrawOrThrow(*Renderer::Load(file), testing::SampleContent()), first);
}

TEST(TemplateSource, DigestCoversThePictures) {
  const Directory directory;
  const std::string file = testing::WritePictures(directory);
  const Result<TemplateSource> source = ReadTemplateSource(file);
  ASSERT_TRUE(source) << source.error().message;
  EXPECT_EQ(source->images.size(), 3u);
  EXPECT_NE(source->digest, Sha256(source->text).Hex());
  EXPECT_EQ(Renderer::Load(file)->template_digest(), source->digest);
  const std::string logo = directory.Path("pictures/logo.png");
  ASSERT_EQ(RunCommand("ppmmake green 9 9 | pnmtopng 2> /dev/null > " + logo).status, 0);
  EXPECT_NE(ReadTemplateSource(file)->digest, source->digest);
}

TEST(TemplateSource, NamesThePictureThatIsMissingOrBroken) {
  const Directory directory;
  const std::string file = testing::WritePictures(directory);
  const std::string logo = directory.Path("pictures/logo.png");
  directory.Write("pictures/logo.png", "no picture");
  EXPECT_EQ(Renderer::Load(file).error().message, logo + ": is neither PNG nor JPEG");
  std::filesystem::remove(logo);
  const Error missing = Renderer::Load(file).error();
  EXPECT_THAT(missing.message, HasSubstr(logo));
  EXPECT_THAT(missing.hints.back(),
              HasSubstr("lie in the directory pictures beside it"));
  directory.Write("pictures/logo.png", std::string(512 * 1024 + 1, 'x'));
  EXPECT_THAT(Renderer::Load(file).error().message, HasSubstr(logo));
}

TEST(TemplateSource, PicturesStayInTheirDirectory) {
  const auto error = [](const std::string& settings) {
    const Result<Template> read = ReadTemplate(
        "t", "template \"t\"\npage 792 595\nimage { box 1 1 9 9; " + settings + " }");
    if (read) return std::string("accepted");
    return read.error().message.substr(0, read.error().message.find('\n'));
  };
  EXPECT_EQ(error("file \"a-1_b.png\"; ornament"), "accepted");
  for (const char* name : {"../a.png", "/a.png", "a/b.png", ".a.png", "", "a\\\\b.png"}) {
    EXPECT_THAT(error("file \"" + std::string(name) + "\"; ornament"),
                HasSubstr("is no picture's name"))
        << name;
  }
  EXPECT_EQ(error("file \"a.png\""),
            "t:3:1: \"image\" needs either \"alt\", to be read out, or \"ornament\"");
  EXPECT_EQ(error("file \"a.png\"; ornament; alt \"A\""),
            "t:3:1: \"image\" needs either \"alt\", to be read out, or \"ornament\"");
}

}  // namespace
}  // namespace certseal
