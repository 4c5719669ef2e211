// SPDX-License-Identifier: Apache-2.0
//
// What the language of a page changes: its direction, its faces, where lines may end.
#include "page/page_language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/strings.h"
#include "base/unicode.h"
#include "page/itemize.h"
#include "page/page_layout.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr const char* kTemplate = R"(template "one"
page 600 300
color ink #16263f
font serif {
  face "EB Garamond" file "EBGaramond08-Regular.ttf" package "fonts-ebgaramond-extra"
  face "Noto Naskh Arabic" file "NotoNaskhArabic-Regular.ttf" package "fonts-noto-core"
  face "IPAexMincho" file "ipaexm.ttf" package "fonts-ipaexfont-mincho" scale 0.9 language "ja"
  face "LXGW WenKai" file "LXGWWenKai-Regular.ttf" package "fonts-lxgw-wenkai" language "zh"
  face "Droid Sans Fallback" file "DroidSansFallbackFull.ttf" package "fonts-droid-fallback"
}
style plain { font serif; size 20 14; color ink }
style tight { font serif; size 20 10; color ink; features "smcp" "c2sc" }
style label { font serif; size 20 10; color ink; tracking 0.1; features "smcp" "c2sc" }
)";

// Sheet lays out one element on a page of a language.
class Sheet {
 public:
  explicit Sheet(const std::string& element)
      : page_(*ReadTemplate("one.template", kTemplate + element)) {
    for (const FaceSpec& spec : page_.faces) faces_.push_back(*Face::Find(spec));
    shaper_ = std::make_unique<Shaper>(page_.styles, faces_);
    cache_ = std::make_unique<ParagraphCache>(*shaper_);
  }

  PageLayout LayOut(const std::string& language, const std::string& name,
                    bool has_words = true) const {
    PageContent content;
    content.language = language;
    content.fields["name"] = name;
    if (has_words) content.fields["words.number"] = "No.";
    content.lists["facts"] = {{{"value", "1"}}, {{"value", "2"}}, {{"value", "3"}}};
    return certseal::LayOut(page_, *cache_, content);
  }

  static const PlacedText& Text(const PageLayout& layout, size_t i = 0) {
    return std::get<PlacedText>(layout.contents.at(i).thing);
  }

  std::vector<std::string> Faces(const std::string& language,
                                 const std::string& name) const {
    const PageLayout layout = LayOut(language, name);
    std::vector<std::string> files;
    for (const Run& run : Text(layout).text.paragraph->runs) {
      files.push_back(run.face->spec().file);
    }
    return files;
  }

  // The text of each line.
  std::vector<std::string> Lines(const std::string& language, const std::string& name,
                                 bool has_words = true) const {
    const PageLayout layout = LayOut(language, name, has_words);
    std::vector<std::string> lines;
    for (const FitProblem& problem : layout.problems) lines.push_back(problem.message);
    if (!lines.empty()) return lines;
    const SetText& set = Text(layout).text;
    for (const SetLine& line : set.lines) {
      std::string text;
      for (const LineRun& part : line.runs) {
        for (size_t i = part.first; i < part.last; ++i) {
          const Glyph& glyph = part.run->glyphs[i];
          text += set.paragraph->text.substr(glyph.text, glyph.text_size);
        }
      }
      lines.push_back(text);
    }
    return lines;
  }

 private:
  Template page_;
  std::vector<std::unique_ptr<Face>> faces_;
  std::unique_ptr<Shaper> shaper_;
  std::unique_ptr<ParagraphCache> cache_;
};

std::string TextWith(const std::string& settings) {
  return "text { box 50 50 300 100; style plain; " + settings + "; say \"{name}\" }\n";
}

TEST(PageLanguage, IsReadFromTheTag) {
  EXPECT_TRUE(PageLanguage::Of("ar").right_to_left);
  EXPECT_TRUE(PageLanguage::Of("AR-EG").right_to_left);
  EXPECT_FALSE(PageLanguage::Of("arn").right_to_left) << "Mapudungun";
  EXPECT_EQ(PageLanguage::Of("zh-Hans").primary, "zh");
  EXPECT_TRUE(PageLanguage::Of("ja").breaks_anywhere);
  EXPECT_FALSE(PageLanguage::Of("ko").breaks_anywhere);
}

TEST(PageDirection, TurnsListsAndAlignmentRound) {
  const Sheet list(
      "repeat { box 0 0 600 100; list \"facts\"; columns 3; gap 0 0; divider { width 1; "
      "color ink }; text { style plain; say \"{value}\" } }\n");
  const auto places = [&](const std::string& language, bool has_words) {
    const PageLayout layout = list.LayOut(language, "", has_words);
    EXPECT_EQ(layout.dividers.size(), 2u);
    return std::vector{Sheet::Text(layout, 0).at.x, Sheet::Text(layout, 1).at.x,
                       Sheet::Text(layout, 2).at.x};
  };
  EXPECT_THAT(places("en", true), ElementsAre(0, 200, 400));
  EXPECT_THAT(places("ar", true), ElementsAre(400, 200, 0));
  EXPECT_THAT(places("ar", false), ElementsAre(0, 200, 400)) << "issued before";
}

TEST(PageDirection, DecidesWhereALineStarts) {
  const auto align = [](const char* word, const char* language, const char* text) {
    const Sheet sheet(TextWith(StrCat("align ", word)));
    return Sheet::Text(sheet.LayOut(language, text)).align;
  };
  EXPECT_EQ(align("start", "en", "Ann"), Align::kLeft);
  EXPECT_EQ(align("end", "en", "Ann"), Align::kRight);
  EXPECT_EQ(align("start", "ar", "Ann"), Align::kRight);
  EXPECT_EQ(align("end", "ar", "علي"), Align::kLeft);
  EXPECT_EQ(align("start", "en", "علي"), Align::kRight);
  EXPECT_EQ(align("right", "ar", "علي"), Align::kRight);
  EXPECT_EQ(align("left", "ar", "Ann"), Align::kLeft);
  EXPECT_EQ(align("center", "ar", "علي"), Align::kCenter);
}

TEST(PageDirection, IsThatOfTextWithoutLetters) {
  EXPECT_TRUE(Itemize({{"(7) 9", 0}}, PageLanguage::Of("ar"))->right_to_left);
  EXPECT_FALSE(Itemize({{"(7) 9", 0}})->right_to_left);
  EXPECT_FALSE(Itemize({{"Ann (7)", 0}}, PageLanguage::Of("ar"))->right_to_left);
}

TEST(PageFaces, AreThoseOfTheLanguage) {
  const Sheet sheet(TextWith("lines 1"));
  EXPECT_THAT(sheet.Faces("ja", "直海"), ElementsAre("ipaexm.ttf"));
  EXPECT_THAT(sheet.Faces("zh-Hans", "直海"), ElementsAre("LXGWWenKai-Regular.ttf"));
  EXPECT_THAT(sheet.Faces("en", "直海"), ElementsAre("DroidSansFallbackFull.ttf"));
  EXPECT_THAT(sheet.Faces("ja", "Ann"), ElementsAre("EBGaramond08-Regular.ttf"));
}

TEST(PageFaces, OfOtherLanguagesServeWhereNoneElseDoes) {
  const Sheet sheet(TextWith("lines 1"));
  // U+9FFF came to Unicode after Droid's fallback was drawn.
  const auto faces = sheet.Faces("en", "㐂");
  ASSERT_EQ(faces.size(), 1u);
  EXPECT_EQ(sheet.LayOut("en", "㐂").problems.size(), 0u);
}

TEST(LineEnds, KeepTheRulesOfEastAsianTypesetting) {
  const auto breaks = [](const char* text) {
    const auto items = Itemize({{text, 0}}, PageLanguage::Of("ja"));
    std::vector<uint32_t> words, ideographs;
    FindBreaks(*items, words, ideographs);
    std::string shown;
    for (const Character& c : items->characters) {
      const auto has = [&](const std::vector<uint32_t>& list) {
        return std::find(list.begin(), list.end(), c.byte) != list.end();
      };
      if (has(words)) shown += "|";
      if (has(ideographs)) shown += "'";
      AppendUtf8(shown, c.code);
    }
    return shown;
  };
  EXPECT_EQ(breaks("手技、合併症"), "手'技、|合'併'症");
  EXPECT_EQ(breaks("実技（注入）後"), "実'技'（注'入）|後");
  EXPECT_EQ(breaks("カニューレ"), "カ'ニュー'レ");
  EXPECT_EQ(breaks("筆記50問"), "筆'記'50'問");
  EXPECT_EQ(breaks("日本 語"), "日'本 |語");
  EXPECT_EQ(breaks("Ann Lee"), "Ann |Lee");
}

TEST(LineEnds, OfTitlesAreAfterSignsFirst) {
  const Sheet sheet(TextWith("lines 2"));
  EXPECT_THAT(sheet.Lines("ja", "上級注入療法：中顔面および下顔面、合併症への対応と理論実習"),
              ElementsAre("上級注入療法：中顔面および下顔面、", "合併症への対応と理論実習"));
  // No sign to break at, and too long for one line.
  const std::string bare = "高级注射美容面中部与面下部钝针技术并发症处理以及超声引导下注射";
  EXPECT_EQ(sheet.Lines("zh", bare).size(), 2u);
}

TEST(LineEnds, ArePutInNoName) {
  const Sheet sheet("style name { font serif; size 20; color ink; one-face }\n"
                    "text { box 50 50 100 100; style name; lines 2; say \"{name}\" }\n");
  EXPECT_THAT(sheet.Lines("zh", "王小明王小明王小明"),
              ElementsAre(HasSubstr("does not fit 2 lines")));
}

// A face that has small capitals for some letters only, or draws them wrong, is used
// without: "ế" comes out as three signs side by side, and "Đ" as nothing.
TEST(SmallCapitals, AreLeftOutWhereTheFaceLacksThem) {
  const Sheet sheet("text { box 50 50 300 100; style label; say \"{name}\" }\n");
  const auto tracking = [&](const char* language, const char* text) {
    const PageLayout layout = sheet.LayOut(language, text);
    return Sheet::Text(layout).text.paragraph->runs.at(0).tracking;
  };
  EXPECT_DOUBLE_EQ(tracking("en", "Completed"), 0.1);
  EXPECT_DOUBLE_EQ(tracking("de", "Gültig bis"), 0.1);
  EXPECT_DOUBLE_EQ(tracking("ru", "Часы"), 0.025);
  EXPECT_DOUBLE_EQ(tracking("en", "Đánh"), 0.025);
  EXPECT_DOUBLE_EQ(tracking("en", "Thuyết"), 0.025);
  EXPECT_DOUBLE_EQ(tracking("fr", "École"), 0.025) << "its accent stands beside the E";
  EXPECT_DOUBLE_EQ(tracking("vi", "Hoàn"), 0.025) << "as the labels beside it";
  EXPECT_DOUBLE_EQ(tracking("ar", "علي"), 0);
}

// Spacing letters out moves no accent off its letter.
TEST(SmallCapitals, KeepTheirAccents) {
  const auto place = [](const char* style) {
    const Sheet sheet(StrCat("text { box 50 50 300 100; style ", style,
                             "; say \"{name}\" }\n"));
    const PageLayout layout = sheet.LayOut("fr", "x\u0302a");
    const std::vector<Glyph>& glyphs =
        Sheet::Text(layout).text.paragraph->runs.at(0).glyphs;
    EXPECT_EQ(glyphs.at(1).advance, 0);
    return glyphs[0].advance + glyphs[1].dx;  // from where the letter begins
  };
  EXPECT_EQ(place("label"), place("tight"));
}

TEST(Templates, BindAFaceToALanguage) {
  const auto problem = [](const std::string& face) {
    const auto read = ReadTemplate("t", "template \"t\"\npage 600 300\nfont f { face " +
                                            face + " }\n");
    return read ? "none" : read.error().message;
  };
  EXPECT_EQ(problem("\"A\" file \"a.ttf\" package \"a\" language \"ja\""), "none");
  EXPECT_EQ(problem("\"A\" file \"a.ttf\" package \"a\" scale 0.9 language \"ja\""), "none");
  EXPECT_THAT(problem("\"A\" file \"a.ttf\" package \"a\" language ja"),
              HasSubstr("[language \"TAG\"]"));
  EXPECT_THAT(problem("\"A\" file \"a.ttf\" package \"a\" idiom \"ja\""),
              HasSubstr("a face is"));
}

}  // namespace
}  // namespace certseal
