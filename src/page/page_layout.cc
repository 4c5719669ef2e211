// SPDX-License-Identifier: Apache-2.0
#include "page/page_layout.h"

#include <algorithm>
#include <numbers>

#include "base/strings.h"
#include "page/block_maker.h"
#include "page/content_limits.h"
#include "page/microtext.h"
#include "page/optical_edge.h"

namespace certseal {
namespace {

// What is aligned by the eye stays so far from the edges of a sheet, or of a card.
constexpr double kMargin = 25, kCardMargin = 8, kCardWidth = 300;

constexpr double kSqueezes[] = {0, 0.25, 0.5, 0.75, 1};

class LayoutMaker {
 public:
  LayoutMaker(const Template& page, const ParagraphCache& shaper,
              const PageContent& content, const PictureSource* pictures)
      : template_(page),
        content_(content),
        setter_(page, shaper, content),
        blocks_(page, content, setter_, pictures) {}

  PageLayout Make() {
    out_.problems = CheckLimits(content_);
    if (out_.problems.empty()) PlaceAll(template_.elements, {0, 0});
    const double margin = template_.width < kCardWidth ? kCardMargin : kMargin;
    for (Placed& placed : out_.contents) {
      auto* text = std::get_if<PlacedText>(&placed.thing);
      if (text == nullptr) continue;
      KeepWithin(margin, template_.width - margin, text->at.x, text->width, text->align,
                 text->text);
    }
    return std::move(out_);
  }

 private:
  void PlaceAll(const std::vector<Element>& elements, Point origin) {
    for (const Element& element : elements) {
      std::visit([&](const auto& e) { Place(e, origin); }, element);
    }
  }

  // What is the same on every page is drawn by static_page.cc.
  template <typename Static>
  void Place(const Static&, Point) {}

  void Place(const std::unique_ptr<When>& when, Point origin) {
    if (blocks_.IsEmpty(when->name, {}) == when->unless)
      PlaceAll(when->children, origin);
  }

  void Place(const std::unique_ptr<Group>& group, Point origin) {
    const Point at = {origin.x + group->at.x, origin.y + group->at.y};
    const size_t first = out_.contents.size();
    PlaceAll(group->children, at);
    if (group->figure && out_.contents.size() > first) {
      AddFigure(group->figure->box, group->figure->alt, at, first);
    }
  }

  // Makes what was placed from `first` on parts of a figure, unless of one within it.
  void AddFigure(Box box, const Phrase& alt, Point origin, size_t first) {
    box.x += origin.x;
    box.y += origin.y;
    std::string words = setter_.AltOf(alt, {});
    for (size_t i = first; i < out_.contents.size(); ++i) {
      Meaning& meaning = out_.contents[i].meaning;
      if (!meaning.figure) meaning.figure = out_.figures.size();
    }
    out_.figures.push_back({box, std::move(words)});
  }

  void Place(const Text& text, Point origin) {
    Block block = blocks_.Measure(text, text.box.width, {}, 0);
    const double room = text.box.height - block.height;
    if (room < -0.01) {
      ReportOverflow(block, FillPhrases(text.phrases, content_, {}).FirstField(),
                     -room);
    }
    const double drop = text.valign == Align::kStart    ? 0
                        : text.valign == Align::kCenter ? room / 2
                                                        : room;
    MoveInto(out_, std::move(block.page), origin.x + text.box.x,
             origin.y + text.box.y + drop);
  }

  void Place(const std::unique_ptr<Repeat>& repeat, Point origin) {
    const Box& box = repeat->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = blocks_.Measure(repeat, box.width, {}, squeeze);
      if (block.height <= box.height || !block.page.problems.empty()) break;
    }
    const double room = box.height - block.height;
    if (room < -0.01) ReportOverflow(block, repeat->list, -room);
    const double drop = repeat->valign == Align::kStart    ? 0
                        : repeat->valign == Align::kCenter ? room / 2
                                                           : room;
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y + drop);
  }

  void Place(const std::unique_ptr<ListTable>& table, Point origin) {
    const Box& box = table->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = blocks_.Measure(table, box.width, {}, squeeze);
      if (block.height <= box.height || !block.page.problems.empty()) break;
    }
    const double excess = block.height - box.height;
    if (excess > 0.01) ReportOverflow(block, table->list, excess);
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y);
  }

  void Place(const std::unique_ptr<Stack>& stack, Point origin) {
    const Box& box = stack->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = blocks_.MeasureStack(stack->children, box.width, box.height, {}, squeeze);
      if (block.height <= box.height + 0.01 || !block.page.problems.empty()) break;
    }
    const double excess = block.height - box.height;
    if (excess > 0.01) ReportOverflow(block, blocks_.tallest(), excess);
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y);
  }

  void ReportOverflow(Block& block, const std::string& field, double excess) const {
    if (!block.page.problems.empty()) return;
    AddProblem(block.page, field,
               StrCat("too much text: ", std::max(1, static_cast<int>(excess + 0.99)),
                      " pt too high for its place at the smallest size"));
  }

  void Place(const ArcText& arc, Point origin) {
    const FilledText filled = FillPhrases(arc.phrases, content_, {});
    if (filled.empty()) return;
    Text text;
    text.phrases = arc.phrases;
    text.phrases[0].style = filled.texts[0].style;
    const double length = arc.radius * arc.sweep / 180 * std::numbers::pi;
    std::optional<SetText> set = setter_.Fit(out_, text, filled, length, 0);
    if (!set) return;
    PlacedArc placed{std::move(*set), arc};
    placed.arc.center = {origin.x + arc.center.x, origin.y + arc.center.y};
    AddContent(out_, std::move(placed)).tag = arc.tag;
  }

  void Place(const Microtext& microtext, Point origin) {
    const std::optional<SetText> set = setter_.FitMicrotext(out_, microtext, {});
    if (!set) return;
    for (const Line& side : SidesOf(microtext, origin)) {
      out_.microtexts.push_back(
          {*set, side.from, side.to, microtext.size, microtext.color});
    }
  }

  void Place(const Qr& qr, Point origin) {
    const std::string value = setter_.FieldOf(qr.field);
    if (value.empty()) return;
    Result<QrCode> code = QrCode::Encode(value);
    if (!code) return AddProblem(out_, qr.field, code.error().message);
    Box box = qr.box;
    box.x += origin.x;
    box.y += origin.y;
    AddContent(out_, PlacedQr{std::move(*code), box, qr.color});
    AddFigure(qr.box, qr.alt, origin, out_.contents.size() - 1);
  }

  void Place(const ImageBox& image, Point origin) {
    Box box = image.box;
    box.x += origin.x;
    box.y += origin.y;
    const bool is_ornament = image.alt.pieces.empty();
    const Tag tag = is_ornament ? Tag::kOrnament : Tag::kParagraph;
    AddContent(out_, PlacedImage{image.image, box}).tag = tag;
    if (!is_ornament) {
      AddFigure(image.box, image.alt, origin, out_.contents.size() - 1);
    }
  }

  const Template& template_;
  const PageContent& content_;
  const TextSetter setter_;
  BlockMaker blocks_;
  PageLayout out_;
};

}  // namespace

PageLayout LayOut(const Template& page, const ParagraphCache& shaper,
                  const PageContent& content, const PictureSource* pictures) {
  return LayoutMaker(page, shaper, content, pictures).Make();
}

}  // namespace certseal
