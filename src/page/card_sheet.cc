// SPDX-License-Identifier: Apache-2.0
#include "page/card_sheet.h"

#include <algorithm>
#include <cmath>

namespace certseal {
namespace {

constexpr double kTolerance = 0.5;
// A mark keeps off the cards, so that a cut which is not quite true shows nothing of it,
// and is as long as the paper lets it: five cards leave 4.7 mm of Letter above and below.
constexpr double kMarkGap = 2;
constexpr double kLongestMark = 18;
constexpr double kMarkWidth = 0.25;

HPDF_REAL Real(double number) { return static_cast<HPDF_REAL>(number); }

}  // namespace

bool CardSheet::IsCard(double width, double height) {
  return std::abs(width - kCardWidth) < kTolerance &&
         std::abs(height - kCardHeight) < kTolerance;
}

CardSheet::CardSheet(CardPaper paper)
    : width_(paper == CardPaper::kLetter ? 612 : 210 / 25.4 * 72),
      height_(paper == CardPaper::kLetter ? 792 : 297 / 25.4 * 72),
      left_((width_ - kColumns * kCardWidth) / 2),
      bottom_((height_ - kRows * kCardHeight) / 2) {
  // Who prints it is not asked to fit it to the paper.
  HPDF_Dict preferences = pdf_.PutDict(pdf_.catalog(), "ViewerPreferences");
  pdf_.PutName(preferences, "PrintScaling", "None");
}

void CardSheet::DrawMark(double x0, double y0, double x1, double y1) {
  HPDF_Page_MoveTo(sheet_, Real(x0), Real(y0));
  HPDF_Page_LineTo(sheet_, Real(x1), Real(y1));
}

// One on either end of each cut.
void CardSheet::DrawMarks() {
  const double right = width_ - left_, top = height_ - bottom_;
  const double across = std::min(kLongestMark, left_ - kMarkGap);
  const double up = std::min(kLongestMark, bottom_ - kMarkGap);
  HPDF_Page_SetLineWidth(sheet_, Real(kMarkWidth));
  for (size_t i = 0; i <= kColumns; ++i) {
    const double x = left_ + static_cast<double>(i) * kCardWidth;
    DrawMark(x, bottom_ - kMarkGap, x, bottom_ - kMarkGap - up);
    DrawMark(x, top + kMarkGap, x, top + kMarkGap + up);
  }
  for (size_t i = 0; i <= kRows; ++i) {
    const double y = bottom_ + static_cast<double>(i) * kCardHeight;
    DrawMark(left_ - kMarkGap, y, left_ - kMarkGap - across, y);
    DrawMark(right + kMarkGap, y, right + kMarkGap + across, y);
  }
  HPDF_Page_Stroke(sheet_);
}

void CardSheet::BeginSheet() {
  sheet_ = HPDF_AddPage(pdf_.doc());
  HPDF_Page_SetWidth(sheet_, Real(width_));
  HPDF_Page_SetHeight(sheet_, Real(height_));
  DrawMarks();
}

void CardSheet::Place(const SheetPage& card) {
  const size_t index = count_ % (kColumns * kRows);
  if (index == 0) BeginSheet();
  const auto column = static_cast<double>(index % kColumns);
  const size_t rows_above = index / kColumns;
  const auto row = static_cast<double>(rows_above);
  const double x = left_ + column * kCardWidth + (kCardWidth - card.width) / 2;
  const double y = height_ - bottom_ - (row + 1) * kCardHeight +
                   (kCardHeight - card.height) / 2;
  forms_.Show(sheet_, card, x, y, 1);
  ++count_;
}

Result<std::string> CardSheet::Save() {
  if (count_ == 0) return Fail("a sheet of no cards");
  TRY(forms_.Write());
  return pdf_.Save();
}

}  // namespace certseal
