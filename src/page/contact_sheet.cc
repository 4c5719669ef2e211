// SPDX-License-Identifier: Apache-2.0
#include "page/contact_sheet.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr double kCaptionSize = 7.5;
constexpr double kCaptionRoom = 11;
constexpr char kStamp[] = "PROOF";

HPDF_REAL Real(double number) { return static_cast<HPDF_REAL>(number); }

}  // namespace

ContactSheet::ContactSheet(const ProofGrid& grid, std::string title)
    : grid_(grid),
      title_(std::move(title)),
      plain_(HPDF_GetFont(pdf_.doc(), "Helvetica", nullptr)),
      bold_(HPDF_GetFont(pdf_.doc(), "Helvetica-Bold", nullptr)) {}

void ContactSheet::Write(double x, double y, const std::string& text) {
  HPDF_Page_BeginText(sheet_);
  HPDF_Page_SetFontAndSize(sheet_, plain_, Real(kCaptionSize));
  HPDF_Page_SetGrayFill(sheet_, Real(0.25));
  HPDF_Page_TextOut(sheet_, Real(x), Real(y), text.c_str());
  HPDF_Page_EndText(sheet_);
}

void ContactSheet::BeginSheet() {
  sheet_ = HPDF_AddPage(pdf_.doc());
  HPDF_Page_SetWidth(sheet_, Real(grid_.width));
  HPDF_Page_SetHeight(sheet_, Real(grid_.height));
  if (title_.empty()) return;
  const size_t number = count_ / (grid_.columns * grid_.rows) + 1;
  Write(grid_.margin, grid_.height - grid_.margin * 0.7, StrCat(title_, ", sheet ", number));
}

ContactSheet::Cell ContactSheet::NextCell() const {
  const size_t index = count_ % (grid_.columns * grid_.rows);
  const auto columns = static_cast<double>(grid_.columns);
  const auto rows = static_cast<double>(grid_.rows);
  const double width =
      (grid_.width - 2 * grid_.margin - (columns - 1) * grid_.gap) / columns;
  const double height =
      (grid_.height - 2 * grid_.margin - (rows - 1) * grid_.gap) / rows;
  const auto column = static_cast<double>(index % grid_.columns);
  const auto rows_above = index / grid_.columns;
  const auto row = static_cast<double>(rows_above);
  return {grid_.margin + column * (width + grid_.gap),
          grid_.height - grid_.margin - row * (height + grid_.gap) - height, width, height};
}

// From corner to corner, behind everything.
void ContactSheet::Stamp(const Cell& place) {
  const double angle = std::atan2(place.height, place.width);
  const double diagonal = std::hypot(place.width, place.height);
  const double c = std::cos(angle), s = std::sin(angle);
  const double per_point = HPDF_Font_TextWidth(
      bold_, reinterpret_cast<const HPDF_BYTE*>(kStamp), sizeof kStamp - 1).width / 1000.0;
  const double size = per_point > 0 ? 0.62 * diagonal / per_point : 1;
  const double along = (diagonal - size * per_point) / 2;
  const double down = size * 0.36;  // half of a capital
  HPDF_Page_BeginText(sheet_);
  HPDF_Page_SetFontAndSize(sheet_, bold_, Real(size));
  HPDF_Page_SetGrayFill(sheet_, Real(0.945));
  HPDF_Page_SetTextMatrix(sheet_, Real(c), Real(s), Real(-s), Real(c),
                          Real(place.x + along * c + down * s),
                          Real(place.y + along * s - down * c));
  HPDF_Page_ShowText(sheet_, kStamp);
  HPDF_Page_EndText(sheet_);
}

void ContactSheet::Place(const SheetPage& page, const std::string& caption) {
  const bool is_first = count_ % (grid_.columns * grid_.rows) == 0;
  if (is_first) BeginSheet();
  const Cell cell = NextCell();
  const double below = caption.empty() ? 0 : kCaptionRoom;
  const double scale =
      std::min({cell.width / page.width, (cell.height - below) / page.height, 1.0});
  const Cell place = {cell.x + (cell.width - page.width * scale) / 2,
                      cell.y + cell.height - page.height * scale, page.width * scale,
                      page.height * scale};
  Stamp(place);
  HPDF_Page_GSave(sheet_);
  HPDF_Page_SetLineWidth(sheet_, Real(0.3));
  HPDF_Page_SetGrayStroke(sheet_, Real(0.75));
  HPDF_Page_Rectangle(sheet_, Real(place.x), Real(place.y), Real(place.width),
                      Real(place.height));
  HPDF_Page_Stroke(sheet_);
  HPDF_Page_GRestore(sheet_);
  forms_.Show(sheet_, page, place.x, place.y, scale);
  if (!caption.empty()) {
    Write(place.x, place.y - kCaptionSize - 1, caption);
  }
  ++count_;
}

Result<std::string> ContactSheet::Save() {
  if (count_ == 0) return Fail("a contact sheet of nothing");
  TRY(forms_.Write());
  return pdf_.Save();
}

}  // namespace certseal
