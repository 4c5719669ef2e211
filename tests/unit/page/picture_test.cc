// SPDX-License-Identifier: Apache-2.0
//
// What a page looks like, judged from the picture. Text extraction cannot tell whether
// a glyph was printed: a subset that loses the parts of composite glyphs extracts well.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/file.h"
#include "base/unicode.h"
#include "outline_picture.h"
#include "page/page_layout.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::InkMissing;
using testing::OutlinePicture;
using testing::Picture;
using testing::Rasterize;

constexpr int kResolution = 150;

// Pixels at the tips of hairlines, where two rasterizers round apart. A lost dot is 40.
constexpr int kStray = 3;

struct NameCase {
  const char* script;
  const char* name;
};
std::ostream& operator<<(std::ostream& out, const NameCase& c) {
  return out << c.script;
}

constexpr NameCase kNames[] = {
    {"latin", "Amelia Hartwell-Jones"},
    {"composites", "Nguyễn Thị"},
    {"vietnamese", "Đặng Thị Ngọc Ẩn Ỹ"},
    {"ukrainian", "Їжак Ґанна Йосипівна"},
    {"serbian", "Ђорђе Љубичић"},
    {"polish", "Łucja Źdźbło-Święcicka"},
    {"czech", "Růžena Šťastná Ďuriš"},
    {"turkish", "İpek Şağdıç"},
    {"icelandic", "Þórður Æsa Ðögg"},
    {"latvian", "Ģirts Ķēniņš"},
    {"greek", "Παναγιώτης Ἀλέξανδρος"},
    {"decomposed", "Zoe\u0308 Ame\u0301lie Nguye\u0302\u0303n"},
    {"african", "Ɓaɗo Ŋmɛ Ọlọ́run"},
    {"arabic", "علي بن محمد الهاشمي"},
    {"lamalef", "علاء الإسلام"},
    {"persian", "پژمان گیلانی"},
    {"hebrew", "שרה לוי־כהן"},
    {"devanagari", "प्रियंका श्रीवास्तव"},
    {"thai", "ปิยะณัฐ ศรีวัฒน์กุล"},
    {"saraam", "น้ำฝน"},
    {"chinese", "欧阳娜娜"},
    {"traditional", "歐陽龍"},
    {"japanese", "高橋 さくら"},
    {"katakana", "サトウ ケンジ"},
    {"korean", "김민준"},
    {"armenian", "Արամ Խաչատրյան"},
    {"georgian", "ნინო ბერიძე"},
    {"mixed", "Ali علي"},
    {"mixedcjk", "Mei Lin 林美"},
};

// Draws the name alone and paints the same from the whole fonts.
class OnePage {
 public:
  explicit OnePage(const std::string& name) {
    content_.fields["name"] = name;
    renderer_ = std::make_unique<Renderer>(*testing::OneText());
    seen_ = Rasterize(testing::DrawOrThrow(*renderer_, content_), kResolution);
  }

  const Picture& seen() const { return seen_; }

  Picture Expected() const {
    auto text = ReadFile(CERTSEAL_SOURCE_DIR "/templates/classic.template", 1 << 20);
    Template page = *ReadTemplate("classic.template", *text);
    std::vector<std::unique_ptr<Face>> faces;
    for (const FaceSpec& spec : page.faces) faces.push_back(*Face::Find(spec));
    const Shaper shaper(page.styles, faces);
    const ParagraphCache paragraphs(shaper);
    page.elements.clear();
    Text text_element;
    text_element.box = {50, 50, 692, 200};
    for (size_t i = 0; i < page.styles.size(); ++i) {
      if (page.styles[i].name == "name") text_element.phrases = {{{{true, "name"}}, i}};
    }
    page.elements.push_back(text_element);
    return Paint(page, LayOut(page, paragraphs, content_));
  }

 private:
  static Picture Paint(const Template& page, const PageLayout& layout) {
    OutlinePicture picture(page.width, page.height, kResolution);
    for (const Placed& each : layout.contents) {
      const PlacedText& placed = std::get<PlacedText>(each.thing);
      const SetLine& line = placed.text.lines[0];
      double x = placed.at.x + (placed.width - line.width) / 2 + line.shift;
      const double y = page.height - placed.at.y - placed.text.first_baseline;
      for (const LineRun& part : line.runs) {
        const Run& run = *part.run;
        const double size =
            page.styles[run.style].size * placed.text.scale * run.face->scale();
        const double unit = size / run.face->units_per_em();
        for (size_t i = part.first; i < part.last; ++i) {
          const Glyph& g = run.glyphs[i];
          picture.Paint(*run.face, g.id, x + g.dx * unit, y + g.dy * unit, size);
          x += g.advance * unit;
        }
      }
    }
    return picture.Finish();
  }

  PageContent content_;
  std::unique_ptr<Renderer> renderer_;
  Picture seen_;
};

class NameInScript : public ::testing::TestWithParam<NameCase> {};

TEST_P(NameInScript, PrintsEveryGlyphWhole) {
  const OnePage page(GetParam().name);
  const Picture expected = page.Expected();
  EXPECT_LE(InkMissing(expected, page.seen()), kStray);
  EXPECT_LE(InkMissing(page.seen(), expected), kStray);
}

TEST_P(NameInScript, CopiesAsTyped) {
  PageContent content = testing::SampleContent();
  content.fields["name"] = GetParam().name;
  std::string text =
      testing::ExtractText(testing::DrawOrThrow(testing::Classic(), content));
  // pdftotext marks right-to-left stretches with embedding controls.
  for (const char* mark : {"\u202A", "\u202B", "\u202C"}) {
    for (size_t at; (at = text.find(mark)) != std::string::npos;) text.erase(at, 3);
  }
  EXPECT_THAT(text, HasSubstr(std::string("\n") + GetParam().name + "\n"));
}

// pdftotext turns a letter and the marks on it round with the rest of the word; other
// readers do not. Nothing is lost and no space is added.
TEST(ArabicMarks, PrintWholeAndCopyWithTheirWord) {
  const std::string name = "مُحَمَّد";
  const OnePage page(name);
  EXPECT_LE(InkMissing(page.Expected(), page.seen()), kStray);
  EXPECT_LE(InkMissing(page.seen(), page.Expected()), kStray);
  PageContent content;
  content.fields["name"] = name;
  const std::string text =
      testing::ExtractText(testing::DrawOrThrow(*testing::OneText(), content));
  std::u32string copied = ToUtf32(text), typed = ToUtf32(name);
  std::erase_if(copied, [](char32_t c) { return c < 0x600 || c > 0x6FF; });
  EXPECT_TRUE(
      std::is_permutation(copied.begin(), copied.end(), typed.begin(), typed.end()));
  EXPECT_THAT(text, Not(HasSubstr(" ")));
}

INSTANTIATE_TEST_SUITE_P(Scripts, NameInScript, ::testing::ValuesIn(kNames),
                         [](const auto& test) {
                           return std::string(test.param.script);
                         });

// The comparison itself: a lost mark, and nothing more than that, must not pass.
TEST(PictureComparison, SeesALostMark) {
  for (const auto& [whole, broken] : std::vector<std::pair<std::string, std::string>>{
           {"Thị", "Thi"}, {"Nguyễn", "Nguyên"}, {"Їжак", "Іжак"}, {"Świt", "Swit"}}) {
    const OnePage page(whole);
    ASSERT_LE(InkMissing(page.Expected(), page.seen()), kStray) << whole;
    EXPECT_GT(InkMissing(page.Expected(), OnePage(broken).seen()), 5 * kStray) << whole;
  }
}

TEST(ClassicPage, KeepsTextInsideItsFrame) {
  // Between the frame (62 points from the edge) and the text there is white.
  const Picture page =
      Rasterize(testing::DrawOrThrow(testing::Classic(), testing::LongContent()), 72);
  for (int y = 64; y < 595 - 64; ++y) {
    EXPECT_EQ(page.at(66, y), 255);
    EXPECT_EQ(page.at(792 - 67, y), 255);
  }
}

TEST(ClassicPage, ExtractsInReadingOrder) {
  const PageContent content = testing::LongContent();
  const std::string text =
      testing::ExtractText(testing::DrawOrThrow(testing::Classic(), content));
  size_t at = 0;
  for (const char* part :
       {"Example School of Aesthetics", "Certificate of Completion",
        "This certifies that",
        "Maximiliana Alexandrina von\nHohenzollern-Sigmaringen de la Cruz y Fernández",
        "has completed", "Complication Management and Ultrasound-Guided Placement"}) {
    const size_t found = text.find(part, at);
    ASSERT_NE(found, std::string::npos) << part << "\n" << text;
    at = found;
  }
  for (const char* part :
       {"7K3M-9QXT-2A8R-W5DH-N4V2", "Replaces Q2M8-4TRA-9XKD-77HV-C0P5", "Credit(s)™",
        "Verify at verify.school.example"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
}

}  // namespace
}  // namespace certseal
