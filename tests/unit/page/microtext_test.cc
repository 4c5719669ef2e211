// SPDX-License-Identifier: Apache-2.0
#include "page/microtext.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Directory;
using testing::Picture;

constexpr char kStart[] = R"(template "t"
page 792 595
color ink #16263f
font serif {
  face "EB Garamond" file "EBGaramond08-Regular.ttf" package "fonts-ebgaramond-extra"
  face "Noto Naskh Arabic" file "NotoNaskhArabic-Regular.ttf" package "fonts-noto-core"
  face "Noto Serif Thai" file "NotoSerifThai-Regular.ttf" package "fonts-noto-core"
}
style micro { font serif; size 4; color ink }
style words { font serif; size 12; color ink }
text { box 96 300 600 20; style words; say "Words that are read" }
)";

Result<Renderer> Load(const std::string& elements) {
  const Directory directory;
  return Renderer::Load(directory.Write("t.template", kStart + elements));
}

std::string Line(const std::string& words, const std::string& place) {
  return "microtext { " + place + "; style micro; color ink; say \"" + words + "\" }\n";
}
constexpr char kAcross[] = "from 100 200; to 600 200; size 1.4";

std::string Drawn(const std::string& elements,
                  const PageContent& content = testing::SampleContent()) {
  const Result<Renderer> renderer = Load(elements);
  if (!renderer) throw std::runtime_error(renderer.error().message);
  return testing::DrawOrThrow(*renderer, content);
}

std::string ErrorOf(const std::string& elements) {
  const Result<Template> read = ReadTemplate("t", kStart + elements);
  if (read) return "accepted";
  return read.error().message.substr(0, read.error().message.find('\n'));
}

// What has ink, in points, within a part of the page.
struct Ink {
  double left = 1e9, top = 1e9, right = -1, bottom = -1;
};
Ink InkOf(const std::string& pdf, const Box& part) {
  constexpr int kResolution = 288;
  constexpr double kScale = kResolution / 72.0;
  const Picture page = testing::Rasterize(pdf, kResolution);
  Ink ink;
  for (int y = static_cast<int>(part.y * kScale); y < (part.y + part.height) * kScale; ++y) {
    for (int x = static_cast<int>(part.x * kScale); x < (part.x + part.width) * kScale; ++x) {
      if (page.at(x, y) > 200) continue;
      ink.left = std::min(ink.left, x / kScale);
      ink.right = std::max(ink.right, (x + 1) / kScale);
      ink.top = std::min(ink.top, y / kScale);
      ink.bottom = std::max(ink.bottom, (y + 1) / kScale);
    }
  }
  return ink;
}

void ExpectFull(const std::string& words) {
  SCOPED_TRACE(words);
  const Ink ink = InkOf(Drawn(Line(words, kAcross)), {40, 190, 700, 20});
  EXPECT_NEAR(ink.left, 100, 1.2);
  EXPECT_NEAR(ink.right, 600, 1.2);
  EXPECT_GT(ink.top, 198);
  EXPECT_LT(ink.bottom, 202);
}

TEST(Microtext, FillsItsLineWhateverItSays) {
  ExpectFull("{school.name} · {code} · ");
  ExpectFull("A");
  ExpectFull("A school of so long a name that it takes more than one part of the line, "
             "and of so many words that nobody will ever read the end of it");
  ExpectFull("مدرسة التجميل الطبي · {code} · ");
  ExpectFull("โรงเรียนเวชศาสตร์ความงามแห่งกรุงเทพมหานครและปริมณฑลภาคกลางและภาคตะวันออก");
}

TEST(Microtext, RunsRoundABox) {
  const std::string pdf = Drawn(Line("{code}", "box 100 100 500 150; size 1.4"));
  const Ink all = InkOf(pdf, {40, 40, 700, 240});
  EXPECT_NEAR(all.left, 99.6, 0.7);
  EXPECT_NEAR(all.right, 600.4, 0.7);
  EXPECT_NEAR(all.top, 99.6, 0.7);
  EXPECT_NEAR(all.bottom, 250.4, 0.7);
  const Ink right = InkOf(pdf, {590, 110, 30, 130});
  EXPECT_NEAR((right.left + right.right) / 2, 600, 0.3);
  EXPECT_GT(InkOf(pdf, {110, 110, 480, 130}).left, 1000) << "nothing within";
}

TEST(Microtext, StandsInAStackAsARule) {
  const std::string pdf = Drawn(
      "stack { box 100 100 300 80; glue 20; " + Line("{name}", "length 200; size 1.2") + " }");
  const Ink ink = InkOf(pdf, {40, 40, 700, 200});
  EXPECT_NEAR(ink.left, 150, 1);
  EXPECT_NEAR(ink.right, 350, 1);
  EXPECT_NEAR((ink.top + ink.bottom) / 2, 120.6, 0.4);
}

// Nobody finds, copies or hears it: for three readers the page is as without it.
TEST(Microtext, IsNoText) {
  const Directory directory;
  const std::string with =
      directory.Write("with.pdf", Drawn(Line("{school.name} {code}", kAcross)));
  const std::string without = directory.Write("without.pdf", Drawn(""));
  for (const std::string tool : {"pdftotext -layout ", "mutool draw -q -F txt "}) {
    const std::string out = tool.starts_with("pdf") ? " -" : "";
    const std::string read = testing::RunCommand(tool + with + out).output;
    EXPECT_THAT(read, HasSubstr("Words that are read"));
    EXPECT_EQ(read, testing::RunCommand(tool + without + out).output);
  }
  const std::string tree = "pdfinfo -struct-text ";
  EXPECT_EQ(testing::RunCommand(tree + with).output, testing::RunCommand(tree + without).output);
  EXPECT_EQ(testing::RunCommand("qpdf --check " + with).status, 0);
}

TEST(Microtext, SaysTheCertificatesOwnCode) {
  const std::string line = Line("{school.name} · {code} · ", kAcross);
  PageContent content = testing::SampleContent();
  const std::string one = Drawn(line, content);
  EXPECT_EQ(Drawn(line, content), one);
  content.fields["code"] = "7K3M-9QXT-2A8R-W5DH-N4V3";
  EXPECT_NE(Drawn(line, content), one);
}

TEST(Microtext, IsLeftOutWhereItsFieldsAreEmpty) {
  PageContent content = testing::SampleContent();
  content.fields["replaces"] = "";
  EXPECT_EQ(Drawn(Line("Replaces {replaces} ", kAcross), content), Drawn("", content));
}

TEST(Microtext, MissesNoGlyphSilently) {
  const Result<Renderer> renderer = Load(Line("{school.name} · ", kAcross));
  ASSERT_TRUE(renderer) << renderer.error().message;
  PageContent content = testing::SampleContent();
  content.fields["school.name"] = "School \U0001F600";
  const std::vector<FitProblem> problems = renderer->Check(content);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "school.name");
  EXPECT_EQ(problems[0].message, "no font has the character U+1F600");
}

TEST(Microtext, NeedsAPlaceThatHoldsIt) {
  constexpr char kNeeds[] =
      "t:12:1: \"microtext\" needs \"from\" and \"to\", or \"box\", or \"length\"";
  EXPECT_EQ(ErrorOf(Line("x", "size 1")), kNeeds);
  EXPECT_EQ(ErrorOf(Line("x", "from 1 1; size 1")), kNeeds);
  EXPECT_EQ(ErrorOf(Line("x", "length 90; from 1 1; to 90 1")), kNeeds);
  EXPECT_EQ(ErrorOf(Line("x", "from 1 1; to 20 1; size 1.4")),
            "t:12:1: is too short to say anything: at least 28 points");
  EXPECT_THAT(ErrorOf(Line("x", "from 1 1; to 90 1; size 9")), HasSubstr("0.7 to 3"));
  EXPECT_EQ(ErrorOf("microtext { from 1 1; to 90 1; style micro; color ink }"),
            "t:12:1: \"microtext\" needs \"say\"");
  EXPECT_THAT(ErrorOf(Line("{shcool.name}", kAcross)), HasSubstr("unknown field"));
}

}  // namespace
}  // namespace certseal
