// SPDX-License-Identifier: Apache-2.0
#include "page/card_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>

#include "tools.h"

namespace certseal {
namespace {

using ::testing::HasSubstr;
using testing::Directory;
using testing::Picture;
using testing::RunCommand;
using Paper = CardPaper;

constexpr double kMillimetre = 72 / 25.4;

// Cards whose holders are named CardA, CardB and so on.
std::string Sheets(size_t count, Paper paper) {
  CardSheet sheet(paper);
  for (size_t i = 0; i < count; ++i) {
    PageContent content = testing::SampleContent();
    content.fields["name"] = std::string("Card") + static_cast<char>('A' + i);
    content.fields["qr"] = "https://verify.school.example/#" + content.fields["name"];
    const auto card = testing::Shipped("wallet-card").ForSheet(content);
    if (!card) throw std::runtime_error(card.error().message);
    sheet.Place(*card);
  }
  EXPECT_EQ(sheet.cards(), count);
  const auto saved = sheet.Save();
  return saved ? *saved : throw std::runtime_error(saved.error().message);
}

// Where poppler finds a word, in points from the top left of its sheet.
Point Find(const std::string& bbox, const std::string& word) {
  const std::regex pattern("<word xMin=\"([0-9.]+)\" yMin=\"([0-9.]+)\"[^>]*>" + word + "<");
  std::smatch match;
  if (!std::regex_search(bbox, match, pattern)) throw std::runtime_error(word + ": " + bbox);
  return {std::stod(match[1]), std::stod(match[2])};
}

TEST(CardSheet, SetsTenAtTheirSizeEdgeToEdge) {
  const Directory directory;
  for (const Paper paper : {Paper::kLetter, Paper::kA4}) {
    const double wide = paper == Paper::kLetter ? 612 : 595.276;
    const double high = paper == Paper::kLetter ? 792 : 841.89;
    const std::string file = directory.Write("cards.pdf", Sheets(12, paper));
    EXPECT_EQ(RunCommand("qpdf --check " + file).status, 0);
    const std::string info = RunCommand("pdfinfo " + file).output;
    EXPECT_THAT(info, HasSubstr("Pages:           2"));
    EXPECT_THAT(info, HasSubstr(paper == Paper::kLetter ? "612 x 792 pts (letter)"
                                                        : "(A4)"));
    const std::string bbox = RunCommand("pdftotext -bbox " + file + " -").output;
    // On a card by itself the name has its place from the card's corner.
    const std::string alone = directory.Write(
        "alone.pdf", testing::DrawOrThrow(testing::Shipped("wallet-card"), [] {
          PageContent content = testing::SampleContent();
          content.fields["name"] = "CardA";
          return content;
        }()));
    const Point own = Find(RunCommand("pdftotext -bbox " + alone + " -").output, "CardA");
    for (int i = 0; i < 10; ++i) {
      const Point at = Find(bbox, std::string("Card") + static_cast<char>('A' + i));
      const double left = wide / 2 + (i % 2 - 1) * 85.60 * kMillimetre;
      const double top = high / 2 + (i / 2 - 2.5) * 53.98 * kMillimetre;
      EXPECT_NEAR(at.x - left, own.x, 1) << "letters differ in width, lines are centred";
      EXPECT_NEAR(at.y - top, own.y, 0.1);
    }
    EXPECT_NEAR(Find(bbox, "CardK").y, Find(bbox, "CardA").y, 0.1) << "on the second sheet";
  }
}

// Whether something dark lies within a part of the sheet, in points.
bool HasInk(const Picture& sheet, double left, double top, double right, double bottom) {
  for (int y = static_cast<int>(top * 4); y < bottom * 4; ++y) {
    for (int x = static_cast<int>(left * 4); x < right * 4; ++x) {
      if (sheet.at(x, y) < 160) return true;
    }
  }
  return false;
}

TEST(CardSheet, MarksEveryCutOutsideOfTheCards) {
  for (const Paper paper : {Paper::kLetter, Paper::kA4}) {
    const Picture sheet = testing::Rasterize(Sheets(1, paper), 288);
    const double wide = sheet.width / 4.0, high = sheet.height / 4.0;
    const double left = wide / 2 - CardSheet::kCardWidth;
    const double top = high / 2 - 2.5 * CardSheet::kCardHeight;
    for (int i = 0; i <= 2; ++i) {
      const double x = left + i * CardSheet::kCardWidth;
      EXPECT_TRUE(HasInk(sheet, x - 0.5, 4, x + 0.5, top - 2.5)) << i;
      EXPECT_TRUE(HasInk(sheet, x - 0.5, high - top + 2.5, x + 0.5, high - 4)) << i;
      EXPECT_FALSE(HasInk(sheet, x - 4, 4, x - 0.6, top - 2.5)) << i;
    }
    for (int i = 0; i <= 5; ++i) {
      const double y = top + i * CardSheet::kCardHeight;
      EXPECT_TRUE(HasInk(sheet, left - 15, y - 0.5, left - 3, y + 0.5)) << i;
      EXPECT_TRUE(HasInk(sheet, wide - left + 3, y - 0.5, wide - left + 15, y + 0.5)) << i;
      EXPECT_FALSE(HasInk(sheet, left - 15, y + 0.6, left - 3, y + 4)) << i;
    }
    // Nothing of a mark on the cards, nor in the empty places.
    EXPECT_FALSE(HasInk(sheet, left - 1.7, top - 1.7, left + 4, high - top + 1.7));
    EXPECT_FALSE(HasInk(sheet, wide / 2 + 1, top - 1.7, wide - left + 1.7, high - top));
  }
}

TEST(CardSheet, IsReadByAPhoneFromThePrint) {
  const Directory directory;
  const std::string file = directory.Write("cards.pdf", Sheets(10, Paper::kLetter));
  const std::string base = directory.Path("sheet");
  ASSERT_EQ(RunCommand("pdftoppm -r 300 -png -singlefile " + file + " " + base).status, 0);
  const std::string read = RunCommand("zbarimg -q --raw " + base + ".png").output;
  for (char name = 'A'; name <= 'J'; ++name) {
    EXPECT_THAT(read, HasSubstr(std::string("#Card") + name + "\n"));
  }
}

TEST(CardSheet, IsPrintedAtItsSize) {
  const Directory directory;
  const std::string file = directory.Write("cards.pdf", Sheets(1, Paper::kA4));
  EXPECT_THAT(RunCommand("qpdf --qdf " + file + " -").output, HasSubstr("/PrintScaling /None"));
}

TEST(CardSheet, TellsCardsFromOtherSheets) {
  EXPECT_TRUE(CardSheet::IsCard(85.6 * kMillimetre, 54 * kMillimetre));
  EXPECT_TRUE(CardSheet::IsCard(testing::Shipped("wallet-card").width(),
                                testing::Shipped("wallet-card").height()));
  EXPECT_FALSE(CardSheet::IsCard(testing::Classic().width(), testing::Classic().height()));
  EXPECT_FALSE(CardSheet::IsCard(54 * kMillimetre, 85.6 * kMillimetre));
  EXPECT_FALSE(CardSheet(Paper::kA4).Save()) << "a sheet of no cards";
}

}  // namespace
}  // namespace certseal
