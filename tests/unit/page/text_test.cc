// SPDX-License-Identifier: Apache-2.0
//
// From text to lines: runs, faces, sizes, breaks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <set>

#include "base/file.h"
#include "page/itemize.h"
#include "page/paragraph.h"
#include "page/text_layout.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class TextTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto text = ReadFile(CERTSEAL_SOURCE_DIR "/templates/classic.template", 1 << 20);
    page_ = new Template(*ReadTemplate("classic.template", *text));
    faces_ = new std::vector<std::unique_ptr<Face>>;
    for (const FaceSpec& spec : page_->faces) faces_->push_back(*Face::Find(spec));
    shaper_ = new Shaper(page_->styles, *faces_);
  }
  static void TearDownTestSuite() {
    delete shaper_;
    delete faces_;
    delete page_;
  }

  static size_t StyleNamed(const std::string& name) {
    for (size_t i = 0; i < page_->styles.size(); ++i) {
      if (page_->styles[i].name == name) return i;
    }
    throw std::runtime_error("no style " + name);
  }

  static std::shared_ptr<const Paragraph> Shape(const std::string& text,
                                                const std::string& style = "name") {
    auto shaped = shaper_->Shape({{text, StyleNamed(style)}});
    if (!shaped) throw std::runtime_error("no glyph");
    return std::make_shared<const Paragraph>(std::move(*shaped));
  }

  static std::vector<std::string> FilesOf(const Paragraph& paragraph) {
    std::vector<std::string> files;
    for (const auto& run : paragraph.runs) files.push_back(run.face->spec().file);
    return files;
  }

  static std::optional<SetText> Fit(const std::string& text, double width, int lines,
                                    Fit fit = Fit::kShrink, double squeeze = 0) {
    Text spec;
    spec.fit = fit;
    spec.lines = lines;
    spec.phrases.push_back({{}, StyleNamed("name")});
    return FitText(Shape(text), spec, page_->styles, width, squeeze);
  }

  static Template* page_;
  static std::vector<std::unique_ptr<Face>>* faces_;
  static Shaper* shaper_;
};

Template* TextTest::page_ = nullptr;
std::vector<std::unique_ptr<Face>>* TextTest::faces_ = nullptr;
Shaper* TextTest::shaper_ = nullptr;

// A class's pages differ in names and codes: their fonts are cut out once for all of them.
TEST_F(TextTest, CutsOneSubsetForAllNamesInPlainLetters) {
  const auto subset_of = [](const std::string& text) {
    const auto paragraph = Shape(text);
    std::set<hb_codepoint_t> glyphs = {0};
    for (const Glyph& glyph : paragraph->runs.front().glyphs) glyphs.insert(glyph.id);
    const auto subset = paragraph->runs.front().face->MakeSubset(glyphs);
    EXPECT_TRUE(subset);
    for (const hb_codepoint_t glyph : glyphs) {
      EXPECT_TRUE((*subset)->numbers.contains(glyph)) << text;
    }
    return *subset;
  };
  const auto first = subset_of("Ann Berg 10");
  EXPECT_EQ(subset_of("Bob Cole 29"), first);
  EXPECT_NE(subset_of("Bob Cole"), first) << "without digits";
  EXPECT_NE(subset_of("Bob Colé 29"), first) << "a letter of its own";
  EXPECT_GT(subset_of("Bob Colé 29")->numbers.size(), first->numbers.size());
}

TEST_F(TextTest, FindsLevelsAndScripts) {
  auto items = Itemize({{"Ali (علي) 7", 0}});
  ASSERT_TRUE(items);
  EXPECT_FALSE(items->right_to_left);
  EXPECT_EQ(items->characters[0].script, HB_SCRIPT_LATIN);
  EXPECT_EQ(items->characters[5].script, HB_SCRIPT_ARABIC);
  EXPECT_EQ(items->characters[5].level, 1);
  EXPECT_EQ(items->characters[0].level, 0);
  EXPECT_TRUE(Itemize({{"علي Ali", 0}})->right_to_left);
}

TEST_F(TextTest, RefusesControlsAndOverridesOfDirection) {
  for (const auto& [text, character] :
       std::vector<std::pair<std::string, char32_t>>{{"a\nb", U'\n'},
                                                     {"a\u202Eb", U'\u202E'},
                                                     {"a\u2066", U'\u2066'},
                                                     {"a\x7F", 0x7F},
                                                     {"a\u0085", 0x85},
                                                     {"a\u2028", 0x2028}}) {
    auto items = Itemize({{text, 0}});
    ASSERT_FALSE(items) << text;
    EXPECT_EQ(items.error().character, character);
    EXPECT_EQ(items.error().byte, 1u);
  }
  EXPECT_TRUE(Itemize({{"نور\u200Cالدین \u200Eab", 0}}));
}

TEST_F(TextTest, SetsANameInOneFace) {
  EXPECT_THAT(FilesOf(*Shape("Łucja Źdźbło")), ElementsAre("EBGaramond12-Regular.ttf"));
  // EB Garamond lacks the double A: the whole name moves to a face that has it.
  const auto files = FilesOf(*Shape("Anna Ꜳbel Öz"));
  for (const std::string& file : files) EXPECT_EQ(file, files[0]);
}

TEST_F(TextTest, SetsProseInItsOwnFaceAndLendsASign) {
  const auto files = FilesOf(*Shape("16 Credit(s)→ claimed", "credit"));
  ASSERT_EQ(files.size(), 3u);
  EXPECT_EQ(files[0], "EBGaramond08-Regular.ttf");
  EXPECT_NE(files[1], files[0]);
  EXPECT_EQ(files[2], files[0]);
}

TEST_F(TextTest, SetsMixedScriptsInAFaceEach) {
  EXPECT_THAT(FilesOf(*Shape("Ali علي")),
              ElementsAre("EBGaramond12-Regular.ttf", "NotoNaskhArabic-Regular.ttf"));
}

// The Hebrew face has no quotation marks, with which Hebrew abbreviates.
TEST_F(TextTest, LendsSignsToLettersWhoseFaceLacksThem) {
  for (const char* style : {"name", "value"}) {
    for (const char* text : {"ד\"ר ג'ון לוי", "\"לוי\""}) {
      const auto files = FilesOf(*Shape(text, style));
      EXPECT_THAT(files, Contains("NotoSerifHebrew-Regular.ttf")) << text;
      EXPECT_THAT(files, Contains(HasSubstr("EBGaramond"))) << text;
    }
  }
}

TEST_F(TextTest, NamesTheCharacterThatNoFontHas) {
  auto shaped =
      shaper_->Shape({{"Ann ", StyleNamed("name")}, {"B😀b", StyleNamed("letters")}});
  ASSERT_FALSE(shaped);
  EXPECT_EQ(shaped.error().character, U'😀');
  EXPECT_EQ(shaped.error().byte, 5u);
}

TEST_F(TextTest, EveryByteBelongsToOneGlyphLeftToRight) {
  for (const char* text : {"Office Zoe\u0308", "प्रियंका", "ปิยะณัฐ น้ำ", "Nguyễn"}) {
    const auto paragraph = Shape(text);
    std::string read;
    for (const auto& run : paragraph->runs) {
      for (const Glyph& g : run.glyphs)
        read += paragraph->text.substr(g.text, g.text_size);
    }
    EXPECT_EQ(read, text);
  }
}

TEST_F(TextTest, MarksMakeRoom) {
  const auto latin = Shape("ana"), vietnamese = Shape("Ẩ"), thai = Shape("ปู่ที่");
  EXPECT_GT(vietnamese->ascent, latin->ascent);
  EXPECT_GT(thai->ascent + thai->descent, latin->ascent + latin->descent);
}

TEST_F(TextTest, ShrinksToTheFloorThenTakesTwoLinesThenFails) {
  const std::string name = "Maximiliana Alexandrina Hohenzollern Sigmaringen";
  const double natural = Fit(name, 5000, 2)->lines[0].width;
  const Style& style = page_->styles[StyleNamed("name")];
  const double floor = style.min_size / style.size;

  const auto shrunk = Fit(name, natural * 0.7, 2);
  ASSERT_TRUE(shrunk);
  EXPECT_EQ(shrunk->lines.size(), 1u);
  EXPECT_NEAR(shrunk->scale, 0.7, 1e-6);

  const auto at_floor = Fit(name, natural * floor, 2);
  ASSERT_TRUE(at_floor);
  EXPECT_EQ(at_floor->lines.size(), 1u);
  const auto below = Fit(name, natural * floor * 0.99, 2);
  ASSERT_TRUE(below);
  EXPECT_EQ(below->lines.size(), 2u);
  EXPECT_LE(std::max(below->lines[0].width, below->lines[1].width), natural * floor);

  EXPECT_FALSE(Fit(name, natural * floor * 0.99, 1));
  EXPECT_FALSE(Fit(name, natural * floor * 0.4, 2));
}

TEST_F(TextTest, BalancesLinesAndBreaksBetweenWordsOnly) {
  const auto set = Fit("one two three four five six seven eight", 420, 2, Fit::kWrap);
  ASSERT_TRUE(set);
  ASSERT_EQ(set->lines.size(), 2u);
  EXPECT_NEAR(set->lines[0].width, set->lines[1].width, 60);
  EXPECT_FALSE(Fit("Donaudampfschifffahrtsgesellschaft-Hauptversammlung", 200, 2));
  // Ideographs may part in prose, never in a name.
  EXPECT_TRUE(Fit("美容医療注射技術認定講座", 230, 3, Fit::kWrap));
  EXPECT_FALSE(Fit("美容医療注射技術認定講座", 230, 3, Fit::kShrink));
}

TEST_F(TextTest, SqueezeLowersTheSizeToTheFloor) {
  const Style& style = page_->styles[StyleNamed("name")];
  EXPECT_NEAR(Fit("Ann", 500, 1, Fit::kShrink, 1)->scale, style.min_size / style.size,
              1e-9);
  EXPECT_NEAR(Fit("Ann", 500, 1, Fit::kShrink, 0)->scale, 1, 1e-9);
}

TEST_F(TextTest, TurnsRunsRoundInALine) {
  const auto set = Fit("Ali علي Bo", 500, 1);
  ASSERT_GE(set->lines[0].runs.size(), 3u);
  const auto rtl = Fit("علي Ali حسن", 500, 1);
  ASSERT_GE(rtl->lines[0].runs.size(), 3u);
  EXPECT_GT(rtl->lines[0].runs.front().run->begin,
            rtl->lines[0].runs.back().run->begin);
}

}  // namespace
}  // namespace certseal
