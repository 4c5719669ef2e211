// SPDX-License-Identifier: Apache-2.0
#include "page/microtext.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr double kSpace = 0.28;  // sizes, where the text has none
// Words stand together as long as they are no longer than this: it is what a line is full
// of to the half. A longer word is cut between two letters.
constexpr double kLongest = 22;
constexpr size_t kMostPieces = 4000;  // of a line: more than a sheet takes

// Piece is some words that are drawn as one.
struct Piece {
  std::vector<Letter> letters;
  double width = 0;  // in sizes
};

bool IsSpace(const Paragraph& paragraph, const Glyph& glyph) {
  return glyph.text_size == 1 && paragraph.text[glyph.text] == ' ';
}

// The letters from left to right, and in each place whether a word ends there.
std::vector<Letter> LettersOf(const SetText& text, std::vector<bool>& ends) {
  std::vector<Letter> letters;
  for (const LineRun& part : text.lines[0].runs) {
    const Face& face = *part.run->face;
    for (size_t i = part.first; i < part.last; ++i) {
      const Glyph& glyph = part.run->glyphs[i];
      const double width = glyph.advance * face.scale() / face.units_per_em();
      letters.push_back({&face, part.run->face_index, glyph, width});
      ends.push_back(IsSpace(*text.paragraph, glyph));
    }
  }
  // The words are said again after the last: it needs a space, too.
  if (!ends.back()) letters.back().width += kSpace;
  ends.back() = true;
  return letters;
}

// The pieces from left to right, a space the last letter of each.
std::vector<Piece> PiecesOf(const SetText& text) {
  std::vector<bool> ends;
  const std::vector<Letter> letters = LettersOf(text, ends);
  std::vector<Piece> pieces(1);
  for (size_t first = 0; first < letters.size();) {
    size_t last = first;
    double width = 0;
    do {
      width += letters[last].width;
    } while (!ends[last++] && (width < kLongest || letters[last].glyph.advance == 0));
    if (pieces.back().width > 0 && pieces.back().width + width > kLongest) {
      pieces.emplace_back();
    }
    Piece& piece = pieces.back();
    piece.letters.insert(piece.letters.end(), letters.begin() + static_cast<ptrdiff_t>(first),
                         letters.begin() + static_cast<ptrdiff_t>(last));
    piece.width += width;
    first = last;
  }
  return pieces;
}

// How many pieces, said over and over, come nearest to `length` sizes, and their width.
struct Filling {
  size_t count = 0;
  double width = 0;
};
Filling Fill(const std::vector<Piece>& pieces, double length) {
  Filling best;
  double width = 0;
  for (size_t i = 0; i < kMostPieces && width < length; ++i) {
    width += pieces[i % pieces.size()].width;
    // The space after the last is no part of the line.
    const double seen = width - kSpace;
    if (i == 0 || std::abs(seen - length) < std::abs(best.width - length)) {
      best = {i + 1, seen};
    }
  }
  return best;
}

// The height of the ink above the baseline, in sizes.
double HeightOf(const std::vector<Piece>& pieces) {
  double height = 0;
  for (const Piece& piece : pieces) {
    for (const Letter& letter : piece.letters) {
      hb_glyph_extents_t extents{};
      hb_font_get_glyph_extents(letter.face->font(), letter.glyph.id, &extents);
      height = std::max(height, extents.y_bearing * letter.face->scale() /
                                    letter.face->units_per_em());
    }
  }
  return height;
}

// What paints each piece and goes on to the next.
std::vector<std::string> CallsOf(const std::vector<Piece>& pieces,
                                 const OutlinedWords& outlines, PageObjects& objects) {
  std::vector<std::string> calls;
  for (const Piece& piece : pieces) {
    auto outline = outlines.Of(piece.letters);
    std::string move = " Do 1 0 0 1 ";
    AppendNumber(move, outline->width);
    calls.push_back(StrCat("/", objects.NameOf(std::move(outline)), move, " 0 cm\n"));
  }
  return calls;
}

}  // namespace

std::vector<Line> SidesOf(const Microtext& microtext, Point origin) {
  const auto line = [&](double x0, double y0, double x1, double y1) {
    return Line{{origin.x + x0, origin.y + y0}, {origin.x + x1, origin.y + y1}, {}};
  };
  if (microtext.length > 0) return {};
  const Point from = microtext.from, to = microtext.to;
  if (!microtext.box) return {line(from.x, from.y, to.x, to.y)};
  const Box& box = *microtext.box;
  const double left = box.x, right = box.x + box.width;
  const double top = box.y, bottom = box.y + box.height;
  const double gap = microtext.size * 0.6;
  return {line(left + gap, top, right - gap, top),
          line(right, top + gap, right, bottom - gap),
          line(right - gap, bottom, left + gap, bottom),
          line(left, bottom - gap, left, top + gap)};
}

void DrawMicrotext(const PlacedMicrotext& placed, const OutlinedWords& outlines,
                   PageObjects& objects, Canvas& canvas) {
  const std::vector<Piece> pieces = PiecesOf(placed.text);
  const double across = placed.to.x - placed.from.x, up = placed.from.y - placed.to.y;
  const double length = std::hypot(across, up);
  const Filling filling = Fill(pieces, length / placed.size);
  const double unit = placed.size / OutlinedWord::kUnits;
  const double c = across / length, s = up / length;
  const double drop = HeightOf(pieces) / 2 * placed.size;
  canvas.Raw("q\n");
  canvas.FillColor(placed.color);
  canvas.Op("cm", c, s, -s, c, placed.from.x + s * drop,
            canvas.Y(placed.from.y) - c * drop);
  canvas.Scale(unit * length / placed.size / filling.width, unit);
  const std::vector<std::string> calls = CallsOf(pieces, outlines, objects);
  // What is written from right to left begins on the right.
  const size_t first =
      placed.text.paragraph->right_to_left ? pieces.size() - filling.count % pieces.size() : 0;
  for (size_t i = 0; i < filling.count; ++i) {
    canvas.Raw(calls[(first + i) % pieces.size()]);
  }
  canvas.Raw("Q\n");
}

}  // namespace certseal
