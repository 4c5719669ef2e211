// SPDX-License-Identifier: Apache-2.0
#include "page/optical_edge.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/unicode.h"

namespace certseal {
namespace {

// How much of a swash, or another part that leans out of its letter, the eye leaves out.
constexpr double kSwashShare = 0.5;

// How much of its ink a sign hangs out at the end of a line.
double HangOf(char32_t c) {
  static constexpr std::pair<std::u32string_view, double> kShares[] = {
      {U"\"'‘’“”‚„‛‟", 0.8}, {U".,،۔", 0.8}, {U"-‐‑", 0.7},  {U"«»‹›", 0.5}, {U":;؛·", 0.5},
      {U"–", 0.4},           {U"—", 0.25},   {U"()[]", 0.2}, {U"!?؟", 0.2},  {U"™®*", 0.3}};
  for (const auto& [signs, share] : kShares) {
    if (signs.find(c) != std::u32string_view::npos) return share;
  }
  return 0;
}

// A glyph at the end of a line, in points.
struct EdgeGlyph {
  double before = 0, ink = 0, after = 0;  // make up its advance
  char32_t character = 0;
};

EdgeGlyph Look(const SetText& text, const Run& run, const Glyph& glyph,
               const std::vector<Style>& styles) {
  EdgeGlyph edge;
  size_t at = glyph.cluster;
  edge.character = DecodeUtf8(text.paragraph->text, at).value_or(0);
  hb_glyph_extents_t ink;
  if (!hb_font_get_glyph_extents(run.face->font(), glyph.id, &ink)) return edge;
  const double size = styles[run.style].size * text.scale * run.face->scale();
  const double unit = size / run.face->units_per_em();
  edge.before = (ink.x_bearing + glyph.dx) * unit;
  edge.ink = ink.width * unit;
  edge.after = glyph.advance * unit - run.tracking * size - edge.before - edge.ink;
  return edge;
}

double OverhangOf(const EdgeGlyph& edge, double bearing) {
  const double hang = HangOf(edge.character) * edge.ink;
  return (bearing < 0 ? bearing * kSwashShare : bearing) + hang;
}

bool TakesRoom(const Glyph& glyph) { return glyph.advance != 0; }

// How far a line reaches out to the left of where the eye sees it begin.
double LeftOverhang(const SetText& text, const SetLine& line,
                    const std::vector<Style>& styles) {
  const LineRun& part = line.runs.front();
  for (size_t i = part.first; i < part.last; ++i) {
    const Glyph& glyph = part.run->glyphs[i];
    if (!TakesRoom(glyph)) continue;
    const EdgeGlyph edge = Look(text, *part.run, glyph, styles);
    return OverhangOf(edge, edge.before);
  }
  return 0;
}

double RightOverhang(const SetText& text, const SetLine& line,
                     const std::vector<Style>& styles) {
  const LineRun& part = line.runs.back();
  for (size_t i = part.last; i > part.first; --i) {
    const Glyph& glyph = part.run->glyphs[i - 1];
    if (!TakesRoom(glyph)) continue;
    const EdgeGlyph edge = Look(text, *part.run, glyph, styles);
    return OverhangOf(edge, edge.after);
  }
  return 0;
}

}  // namespace

void AlignToTheEye(SetText& text, const std::vector<Style>& styles, Align align) {
  for (SetLine& line : text.lines) {
    if (line.runs.empty()) continue;
    const double left = LeftOverhang(text, line, styles);
    const double right = RightOverhang(text, line, styles);
    line.shift = align == Align::kLeft    ? -left
                 : align == Align::kRight ? right
                                          : (right - left) / 2;
  }
}

void KeepWithin(double left, double right, double x, double width, Align align,
                SetText& text) {
  for (SetLine& line : text.lines) {
    const double room = width - line.width;
    const double begin = x + (align == Align::kLeft    ? 0
                              : align == Align::kRight ? room
                                                       : room / 2);
    const double end = begin + line.width;
    if (line.shift < 0 && begin >= left) line.shift = std::max(line.shift, left - begin);
    if (line.shift > 0 && end <= right) line.shift = std::min(line.shift, right - end);
  }
}

}  // namespace certseal
