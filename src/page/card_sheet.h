// SPDX-License-Identifier: Apache-2.0
//
// CardSheet sets cards for wallets on sheets of paper, ten on each, at their size and edge
// to edge, with crop marks outside: for a printer and a guillotine. It has no tags and no
// record, and is never signed; each card's QR is what it is on the card.
#pragma once

#include <string>

#include "base/result.h"
#include "page/card_paper.h"
#include "page/sheet_forms.h"

namespace certseal {

class CardSheet {
 public:
  // ISO/IEC 7810 ID-1, in points: 85.60 by 53.98 mm.
  static constexpr double kCardWidth = 85.60 / 25.4 * 72;
  static constexpr double kCardHeight = 53.98 / 25.4 * 72;
  static constexpr size_t kColumns = 2, kRows = 5;

  // IsCard tells whether a page of so many points is one, to half a point.
  static bool IsCard(double width, double height);

  explicit CardSheet(CardPaper paper);

  // Place sets a card in the next place, from left to right and from the top down.
  void Place(const SheetPage& card);

  size_t cards() const { return count_; }
  size_t sheets() const { return (count_ + kColumns * kRows - 1) / (kColumns * kRows); }

  // Save writes the file, once. Fails where nothing was placed.
  Result<std::string> Save();

 private:
  void BeginSheet();
  void DrawMarks();
  void DrawMark(double x0, double y0, double x1, double y1);

  PdfDocument pdf_;
  SheetForms forms_{pdf_};
  double width_, height_;  // of the paper
  double left_, bottom_;   // of the block of cards
  HPDF_Page sheet_ = nullptr;
  size_t count_ = 0;
};

}  // namespace certseal
