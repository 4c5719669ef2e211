// SPDX-License-Identifier: Apache-2.0
#include "unit/page/reading_order.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

namespace certseal::testing {
namespace {

// Where something stands on the sheet.
struct Extent {
  double left = 0, top = 0, right = 0, bottom = 0;
};

Extent ExtentOf(const PlacedText& text) {
  double width = 0;
  for (const SetLine& line : text.text.lines) width = std::max(width, line.width);
  const double room = text.width - width;
  const double left = text.at.x + text.text.lines[0].shift +
                      (text.align == Align::kStart    ? 0
                       : text.align == Align::kCenter ? room / 2
                                                      : room);
  return {left, text.at.y, left + width, text.at.y + text.text.height};
}
Extent ExtentOf(const PlacedArc& text) {
  const ArcText& arc = text.arc;
  return {arc.center.x - arc.radius, arc.center.y - arc.radius, arc.center.x + arc.radius,
          arc.center.y + arc.radius};
}
Extent ExtentOf(const PlacedQr& qr) {
  return {qr.box.x, qr.box.y, qr.box.x + qr.box.width, qr.box.y + qr.box.height};
}
Extent ExtentOf(const PlacedImage& image) {
  const Box& box = image.box;
  return {box.x, box.y, box.x + box.width, box.y + box.height};
}

std::string WordsOf(const Placed& placed) {
  const auto* text = std::get_if<PlacedText>(&placed.thing);
  return text ? text->text.paragraph->text : "what is no text";
}

}  // namespace

std::string FirstOutOfOrder(const PageLayout& layout) {
  std::vector<Extent> seen;
  for (const Placed& placed : layout.contents) {
    const bool in_figure =
        placed.meaning.figure && !std::holds_alternative<PlacedQr>(placed.thing);
    if (in_figure) continue;
    const Extent now =
        std::visit([](const auto& thing) { return ExtentOf(thing); }, placed.thing);
    for (const Extent& before : seen) {
      const bool same_column = now.left < before.right - 1 && before.left < now.right - 1;
      if (same_column && now.top < before.bottom - 3) {
        return StrCat(WordsOf(placed), " at ", std::lround(now.left), ", ",
                      std::lround(now.top));
      }
    }
    seen.push_back(now);
  }
  return "";
}

}  // namespace certseal::testing
