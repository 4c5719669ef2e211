// SPDX-License-Identifier: Apache-2.0
//
// What holds for every shipped template: a new one is tested as soon as it is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "layouter.h"
#include "reading_order.h"
#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Layouter;
using testing::Picture;
using testing::Rasterize;
using testing::Shipped;

struct NamedContent {
  const char* name;
  PageContent content;
};
std::vector<NamedContent> Contents() {
  return {{"sample", testing::SampleContent()},
          {"short", testing::ShortContent()},
          {"long", testing::LongContent()}};
}

class ShippedTemplate : public ::testing::TestWithParam<std::string> {
 protected:
  const Renderer& renderer() const { return Shipped(GetParam()); }
  bool is_card() const { return GetParam() == "wallet-card"; }
};

TEST_P(ShippedTemplate, IsNamedAsItsFile) {
  EXPECT_EQ(renderer().template_name(), GetParam());
}

TEST_P(ShippedTemplate, TakesEveryContent) {
  for (const auto& [name, content] : Contents()) {
    for (const FitProblem& problem : renderer().Check(content)) {
      ADD_FAILURE() << name << ": " << problem.field << ": " << problem.message;
    }
  }
}

// A code is drawn by lot after everything was checked: the widest has to fit.
TEST_P(ShippedTemplate, TakesTheWidestCode) {
  PageContent content = testing::LongContent();
  content.fields["code"] = "WWWW-WWWW-WWWW-WWWW-WWWW";
  for (const FitProblem& problem : renderer().Check(content)) {
    ADD_FAILURE() << problem.field << ": " << problem.message;
  }
}

TEST_P(ShippedTemplate, TakesASchoolOfALongName) {
  for (PageContent content : {testing::SampleContent(), testing::LongContent()}) {
    content.fields["school.name"] =
        "Pacific Coast Academy of Aesthetic Medicine and Dermatologic Surgery";
    for (const FitProblem& problem : renderer().Check(content)) {
      ADD_FAILURE() << problem.field << ": " << problem.message;
    }
  }
}

TEST_P(ShippedTemplate, SetsNamesInEveryScript) {
  for (const char* name :
       {"Đặng Thị Ngọc Ẩn Ỹ", "Їжак Ґанна Йосипівна", "Παναγιώτης Ἀλέξανδρος",
        "علي بن محمد الهاشمي", "שרה לוי־כהן", "प्रियंका श्रीवास्तव", "ปิยะณัฐ ศรีวัฒน์กุล",
        "欧阳娜娜", "高橋 さくら", "김민준", "Արամ Խաչատրյան", "ნინო ბერიძე", "சரவணன்",
        "አበበ", "Ɓaɗo Ŋmɛ Ọlọ́run"}) {
    PageContent content = testing::SampleContent();
    content.fields["name"] = name;
    for (const FitProblem& problem : renderer().Check(content)) {
      ADD_FAILURE() << name << ": " << problem.message;
    }
  }
}

TEST_P(ShippedTemplate, DrawsNothingNearTheEdge) {
  const int margin = is_card() ? 8 : 25;
  for (const auto& [name, content] : Contents()) {
    const Picture page = Rasterize(testing::DrawOrThrow(renderer(), content), 72);
    int ink = 0;
    for (int y = 0; y < page.height; ++y) {
      for (int x = 0; x < page.width; ++x) {
        const bool edge = x < margin || y < margin || x >= page.width - margin ||
                          y >= page.height - margin;
        if (edge && page.at(x, y) != 255) ++ink;
      }
    }
    EXPECT_EQ(ink, 0) << name;
  }
}

std::string ReadQr(const Picture& picture) {
  const testing::Directory dir;
  return testing::RunCommand("zbarimg -q --raw " +
                             dir.Write("page.pgm", testing::AsPgm(picture)))
      .output;
}

TEST_P(ShippedTemplate, QrReadsBackFromThePicture) {
  const PageContent content = testing::SampleContent();
  const std::string pdf = testing::DrawOrThrow(renderer(), content);
  EXPECT_THAT(ReadQr(Rasterize(pdf, 150)), HasSubstr(content.fields.at("qr") + "\n"));
}

TEST_P(ShippedTemplate, QrReadsBackFromAScanInBlackAndWhite) {
  const PageContent content = testing::SampleContent();
  const Picture page = Rasterize(testing::DrawOrThrow(renderer(), content), 300);
  for (const double degrees : {2.0, -2.0}) {
    EXPECT_THAT(ReadQr(testing::Scanned(page, degrees)),
                HasSubstr(content.fields.at("qr") + "\n"))
        << degrees;
  }
}

double Luminance(const Color& color) {
  const auto linear = [](double c) {
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
  };
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) +
         0.0722 * linear(color.blue);
}

TEST_P(ShippedTemplate, TextStandsOutFromThePaper) {
  const Layouter layouter = Layouter::OfShipped(GetParam());
  for (const Style& style : layouter.page.styles) {
    EXPECT_GE(1.05 / (Luminance(style.color) + 0.05), 4.5) << style.name;
    if (style.name == "footer" && !is_card()) {
      EXPECT_GE(style.min_size, 7);
    }
  }
}

// What is read later stands neither above what was read before, in the same column, nor
// over it.
TEST_P(ShippedTemplate, IsReadInTheOrderOfThePage) {
  const Layouter layouter = Layouter::OfShipped(GetParam());
  for (const auto& [name, content] : Contents()) {
    EXPECT_EQ(testing::FirstOutOfOrder(layouter.LayOut(content)), "") << name;
  }
}

TEST_P(ShippedTemplate, SaysWhatEveryCertificateSays) {
  const PageContent content = testing::SampleContent();
  const std::string text = testing::ExtractText(testing::DrawOrThrow(renderer(), content));
  for (const char* field : {"name", "code", "verify.url"}) {
    EXPECT_THAT(text, HasSubstr(content.fields.at(field))) << field;
  }
  for (const char* words : {"not a licence", "Botulinum Toxin", "March 14, 2026"}) {
    EXPECT_THAT(text, HasSubstr(words));
  }
}

INSTANTIATE_TEST_SUITE_P(All, ShippedTemplate,
                         ::testing::ValuesIn(testing::ShippedNames()),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

// One definition for both papers: a sheet as wide as the narrower and as high as the
// lower of the two.
TEST(ShippedTemplates, FitLetterAndA4) {
  for (const std::string& name : testing::ShippedNames()) {
    const Layouter layouter = Layouter::OfShipped(name);
    const double longer = std::max(layouter.page.width, layouter.page.height);
    const double shorter = std::min(layouter.page.width, layouter.page.height);
    EXPECT_LE(longer, 792) << name;
    EXPECT_LE(shorter, 595) << name;
  }
}

// The card's small print is read without a glass, where its language lets it.
TEST(WalletCard, SetsTheFixedSentencesInFivePoints) {
  const Layouter layouter = Layouter::OfShipped("wallet-card");
  const PageContent content = testing::ShortContent();
  const PageLayout layout = layouter.LayOut(content);
  const PlacedText& footer =
      Layouter::TextOf(layout, content.fields.at("footer").substr(0, 20));
  const size_t style = footer.text.paragraph->runs[0].style;
  EXPECT_GE(layouter.page.styles[style].size * footer.text.scale, 5);
}

// A transcript without modules would be an empty table: check says so instead.
TEST(Transcript, NeedsModules) {
  PageContent content = testing::SampleContent();
  content.lists.erase("modules");
  const std::vector<FitProblem> problems = Shipped("transcript").Check(content);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].field, "modules");
  EXPECT_EQ(problems[0].message,
            "the template \"transcript\" has a table of them, and there are none for the "
            "course BDF-201: courses.json has none, or not all its hours were attended");
}

}  // namespace
}  // namespace certseal
