// SPDX-License-Identifier: Apache-2.0
#include "page/page_painter.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/strings.h"
#include "page/microtext.h"

namespace certseal {
namespace {

constexpr int kQuietZone = 4;  // modules round a QR symbol, ISO/IEC 18004

// Bytes [begin, end) of the paragraph that the glyphs of a part stand for.
std::string_view TextOf(const Paragraph& paragraph, const LineRun& part) {
  uint32_t begin = part.run->end, last = part.run->begin;
  for (size_t i = part.first; i < part.last; ++i) {
    begin = std::min(begin, part.run->glyphs[i].cluster);
    last = std::max(last, part.run->glyphs[i].cluster);
  }
  uint32_t end = part.run->end;
  for (const Glyph& glyph : part.run->glyphs) {
    if (glyph.cluster > last) end = std::min(end, glyph.cluster);
  }
  return std::string_view(paragraph.text).substr(begin, end - begin);
}

struct GlyphAt {
  size_t glyph = 0;
  double x = 0;  // from the start of the part, in units of the face
};

// The glyphs from left to right, but a letter before its marks: right to left HarfBuzz
// gives the marks first, and readers would hang them on the letter before, or take them
// for a word.
std::vector<GlyphAt> InReadingOrder(const LineRun& part) {
  std::vector<GlyphAt> out;
  double x = 0;
  size_t marks = 0;  // waiting for their letter
  for (size_t i = part.first; i < part.last; ++i) {
    const Glyph& glyph = part.run->glyphs[i];
    out.push_back({i, x + glyph.dx});
    x += glyph.advance;
    if (!part.run->right_to_left()) continue;
    if (part.run->face->IsMark(glyph.id)) {
      ++marks;
    } else {
      std::rotate(out.end() - static_cast<ptrdiff_t>(marks) - 1, out.end() - 1,
                  out.end());
      std::reverse(out.end() - static_cast<ptrdiff_t>(marks), out.end());
      marks = 0;
    }
  }
  return out;
}

// A line's last part takes the space that it was broken at along: nobody sees it, but
// without it two words would be read as one.
void TakeSpace(const Paragraph& paragraph, LineRun& part) {
  if (part.run->right_to_left() || part.last >= part.run->glyphs.size()) return;
  const Glyph& next = part.run->glyphs[part.last];
  if (next.text_size == 1 && paragraph.text[next.text] == ' ') ++part.last;
}

double AdvanceOf(const LineRun& part) {
  double units = 0;
  for (size_t i = part.first; i < part.last; ++i) units += part.run->glyphs[i].advance;
  return units / part.run->face->units_per_em();
}

// A span says the text of glyphs that do not tell it, and the language where it is not
// that of the whole paragraph. Right to left there is no text: readers would turn it
// round once more.
bool NeedsSpan(const SetText& text, const Run& run) {
  return run.needs_actual_text || run.language != text.paragraph->language;
}

}  // namespace

PagePainter::PagePainter(const Template& page, const std::vector<Image>& images,
                         const OutlinedWords& words, PageObjects& objects)
    : template_(page),
      images_(images),
      canvas_(page.height),
      words_(words),
      objects_(objects) {}

// Pictures of the page's own come before the rules: a signature crosses its rule, and the
// paper round it must not hide that.
void PagePainter::Paint(const PageLayout& layout, const Structure& structure) {
  const auto lies_below = [](const Placed& placed) {
    return std::holds_alternative<PlacedPicture>(placed.thing);
  };
  for (size_t i = 0; i < layout.contents.size(); ++i) {
    if (!lies_below(layout.contents[i])) continue;
    PaintContent(layout.contents[i], structure.marks()[i]);
  }
  canvas_.Raw("/Artifact BMC\n");
  for (const PlacedRule& r : layout.rules) {
    canvas_.DrawLine(r.from, {r.from.x + r.length, r.from.y}, r.stroke);
  }
  for (const PlacedDivider& d : layout.dividers)
    canvas_.DrawLine(d.from, d.to, d.stroke);
  for (const PlacedMicrotext& each : layout.microtexts) {
    DrawMicrotext(each, words_, objects_, canvas_);
  }
  canvas_.Raw("EMC\n");
  for (size_t i = 0; i < layout.contents.size(); ++i) {
    if (lies_below(layout.contents[i])) continue;
    PaintContent(layout.contents[i], structure.marks()[i]);
  }
}

void PagePainter::PaintContent(const Placed& placed, const Structure::Mark& mark) {
  canvas_.Raw(mark.mcid < 0 ? "/Artifact BMC\n"
                            : StrCat("/", mark.type, " <</MCID ", mark.mcid, ">> BDC\n"));
  std::visit([&](const auto& thing) { PaintThing(thing); }, placed.thing);
  canvas_.Raw("EMC\n");
}

void PagePainter::PaintThing(const PlacedText& placed) {
  const SetText& text = placed.text;
  double y = placed.at.y + text.first_baseline;
  for (const SetLine& line : text.lines) {
    const double room = placed.width - line.width;
    const double x = placed.align == Align::kLeft     ? 0
                     : placed.align == Align::kCenter ? room / 2
                                                      : room;
    PaintLine(text, line, {placed.at.x + x + line.shift, y});
    y += text.pitch;
  }
}

void PagePainter::PaintLine(const SetText& text, const SetLine& line, Point start) {
  canvas_.Raw("BT\n");
  double x = start.x;
  for (LineRun part : line.runs) {
    if (&line != &text.lines.back() && part.run == line.runs.back().run) {
      TakeSpace(*text.paragraph, part);
    }
    BeginSpan(text, part);
    PaintRun(text, part, {1, 0, 0, 1, x, canvas_.Y(start.y)});
    EndSpan(text, part);
    x += AdvanceOf(part) * template_.styles[part.run->style].size * text.scale *
         part.run->face->scale();
  }
  canvas_.Raw("ET\n");
}

void PagePainter::PaintRun(const SetText& text, const LineRun& part,
                           const Matrix& matrix) {
  const Run& run = *part.run;
  const Style& style = template_.styles[run.style];
  const double size = style.size * text.scale * run.face->scale();
  SetColor(style.color);
  canvas_.Raw(StrCat("/", objects_.fonts().Of(*run.face, run.face_index).resource_name(), " "));
  canvas_.Op("Tf", size);
  canvas_.Op("Tm", matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f);
  ShowGlyphs(*text.paragraph, part, size);
}

void PagePainter::BeginSpan(const SetText& text, const LineRun& part) {
  const Run& run = *part.run;
  if (!NeedsSpan(text, run)) return;
  canvas_.Raw("/Span <<");
  if (run.language != text.paragraph->language) {
    canvas_.Raw(StrCat("/Lang (", run.language, ")"));
  }
  if (run.needs_actual_text) {
    canvas_.Raw(
        StrCat("/ActualText <FEFF", Utf16Hex(TextOf(*text.paragraph, part)), ">"));
  }
  canvas_.Raw(">> BDC\n");
}

void PagePainter::EndSpan(const SetText& text, const LineRun& part) {
  if (NeedsSpan(text, *part.run)) canvas_.Raw("EMC\n");
}

// Glyphs are shown at the advances of the font; TJ's numbers make up the difference to
// where HarfBuzz wants them, Ts lifts marks.
void PagePainter::ShowGlyphs(const Paragraph& paragraph, const LineRun& part,
                             double size) {
  const Run& run = *part.run;
  DocumentFont& font = objects_.fonts().Of(*run.face, run.face_index);
  const double thousandths = 1000.0 / run.face->units_per_em();
  double pen = 0;  // thousandths of the size
  int rise = 0;
  std::string out = "[";
  bool open = false;
  const auto close = [&] {
    if (open) out += '>';
    open = false;
  };
  for (const auto& [at, units] : InReadingOrder(part)) {
    const Glyph& glyph = run.glyphs[at];
    if (glyph.dy != rise) {
      close();
      out += "] TJ ";
      rise = glyph.dy;
      AppendNumber(out, rise * thousandths / 1000 * size, 3);
      out += " Ts [";
    }
    const long shift = std::lround(pen - units * thousandths);
    if (shift != 0) {
      close();
      AppendNumber(out, static_cast<double>(shift), 0);
      pen -= static_cast<double>(shift);
    }
    if (!open) out += '<';
    open = true;
    const uint16_t cid = font.Cid(
        glyph.id, std::string_view(paragraph.text).substr(glyph.text, glyph.text_size));
    AppendHex16(out, cid);
    pen += font.Width(cid);
  }
  close();
  out += rise != 0 ? "] TJ 0 Ts\n" : "] TJ\n";
  canvas_.Raw(out);
}

// Every glyph stands at its own angle, upright on the circle.
void PagePainter::PaintThing(const PlacedArc& placed) {
  const SetText& text = placed.text;
  const ArcText& arc = placed.arc;
  const double sign = arc.inside ? -1 : 1;
  const double middle = arc.angle / 180 * std::numbers::pi;
  double along = -text.lines[0].width / 2;  // points, from the middle
  canvas_.Raw("BT\n");
  for (const LineRun& part : text.lines[0].runs) {
    const Run& run = *part.run;
    const double unit = template_.styles[run.style].size * text.scale *
                        run.face->scale() / run.face->units_per_em();
    BeginSpan(text, part);
    for (size_t i = part.first; i < part.last; ++i) {
      const double advance = run.glyphs[i].advance * unit;
      const double angle = middle + sign * (along + advance / 2) / arc.radius;
      const double turn = arc.inside ? std::numbers::pi - angle : -angle;
      const double c = std::cos(turn), s = std::sin(turn);
      const double x = arc.center.x + arc.radius * std::sin(angle) - advance / 2 * c;
      const double y =
          canvas_.Y(arc.center.y) + arc.radius * std::cos(angle) - advance / 2 * s;
      PaintRun(text, {&run, i, i + 1}, {c, s, -s, c, x, y});
      along += advance;
    }
    EndSpan(text, part);
  }
  canvas_.Raw("ET\n");
}

void PagePainter::PaintThing(const PlacedQr& placed) {
  const double side = std::min(placed.box.width, placed.box.height);
  const double module = side / (placed.code.size() + 2 * kQuietZone);
  SetColor(placed.color);
  canvas_.Raw("q ");
  std::string matrix;
  for (const double number : {module, 0.0, 0.0, module}) {
    AppendNumber(matrix, number, 4);
    matrix += ' ';
  }
  canvas_.Raw(matrix);
  canvas_.Op("cm", placed.box.x + kQuietZone * module,
             canvas_.Y(placed.box.y + side) + kQuietZone * module);
  canvas_.Raw(placed.code.Path());
  canvas_.Raw("f Q\n");
}

void PagePainter::PaintThing(const PlacedImage& placed) {
  const Image& image = images_[placed.image];
  const Box& box = placed.box;
  const double scale = std::min(box.width / image.width, box.height / image.height);
  const double width = image.width * scale, height = image.height * scale;
  const double left = box.x + (box.width - width) / 2;
  const double bottom = box.y + (box.height + height) / 2;
  canvas_.Do(StrCat("I", placed.image), {width, 0, 0, height, left, canvas_.Y(bottom)});
  shown_.insert(placed.image);
}

void PagePainter::PaintThing(const PlacedPicture& placed) {
  const Image& image = *placed.picture;
  const Box& box = placed.box;
  const double scale = std::min(box.width / image.width, box.height / image.height);
  const double width = image.width * scale, height = image.height * scale;
  const double room = box.width - width;
  const double left = placed.align == Align::kLeft     ? 0
                      : placed.align == Align::kCenter ? room / 2
                                                       : room;
  canvas_.Do(objects_.NameOf(placed.picture),
             {width, 0, 0, height, box.x + left, canvas_.Y(box.y + box.height)});
}

void PagePainter::SetColor(const Color& color) {
  if (has_color_ && color == color_) return;
  canvas_.FillColor(color);
  color_ = color;
  has_color_ = true;
}

}  // namespace certseal
