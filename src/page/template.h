// SPDX-License-Identifier: Apache-2.0
//
// What a template says, after reading and checking: every name resolved, every number
// in its range. docs/templates.md describes the language for those who write it.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/result.h"
#include "page/geometry.h"

namespace certseal {

// FaceSpec names one font file: found by family and file name, never substituted.
struct FaceSpec {
  std::string family;
  std::string file;
  std::string package;  // the Debian package that has it
  double scale = 1;     // of the nominal size, to match its neighbours to the eye
  std::string language = {};  // "ja": comes last on pages of other languages
};

struct Style {
  std::string name;
  std::vector<size_t> faces;  // indexes of Template::faces, in order of preference
  bool one_face = false;  // all of a phrase in one face, if any has all its characters
  double size = 10;       // points
  double min_size = 10;   // what text may shrink to
  double leading = 1.2;   // baseline to baseline, in sizes
  double tracking = 0;    // added after every character, in sizes
  std::vector<std::string>
      features;  // OpenType, as HarfBuzz writes them: "smcp", "-liga"
  Color color;
};

// Phrase is fixed text and fields in one style. It is left out, fixed text and all,
// where it has fields and all of them are empty.
struct Phrase {
  struct Piece {
    bool is_field = false;
    std::string text;  // or the field's name
  };
  std::vector<Piece> pieces;
  size_t style = 0;  // index of Template::styles
};

// Tag is what a text is to those who do not see the page.
enum class Tag {
  kParagraph,
  kHeading,
  kLabel,     // of its row in a list
  kOrnament,  // not read out
};

// Start and end follow the direction of reading; left and right do not.
enum class Align { kStart, kCenter, kEnd, kLeft, kRight };
// What is tried first where text is too wide: a smaller size, or a further line.
enum class Fit { kShrink, kWrap };

struct Text {
  Box box;  // in a stack only `box.width` counts; 0 is the stack's width
  Align align = Align::kCenter;
  Align valign = Align::kStart;
  Fit fit = Fit::kShrink;
  int lines = 1;
  double line_size = 0;  // largest size when set in more than one line; 0: no limit
  Tag tag = Tag::kParagraph;
  std::vector<Phrase> phrases;
};

// ArcText runs along a circle, centred on `angle`; its foot points to the centre, or
// its head where `inside`.
struct ArcText {
  Point center;
  double radius = 0;
  double angle = 0;    // degrees clockwise from the top
  double sweep = 360;  // degrees it may take
  bool inside = false;
  Tag tag = Tag::kParagraph;
  std::vector<Phrase> phrases;
};

struct Stroke {
  double width = 0.5;
  Color color;
};

struct Line {
  Point from, to;
  Stroke stroke;
};
struct Frame {
  Box box;
  double radius = 0;  // of its corners
  Stroke stroke;
};
struct Circle {
  Point center;
  double radius = 0;
  bool filled = false;
  Stroke stroke;
};

// Weave is the cell of a guilloche: strands side by side, each the sum of waves. The
// k-th of n strands is, over a cell u = 0..1 and in units of half the depth,
//   sum of amplitude * (nest ? 1 - 2k/(n-1) : 1) * sin(2 pi (cycles u + turn k/n +
//   phase))
struct Weave {
  struct Wave {
    int cycles = 1;
    double amplitude = 1;
    double turn = 0;
    double phase = 0;
    bool nest = false;
  };
  int strands = 8;
  std::vector<Wave> waves;
  Stroke stroke;
};

// Band is a guilloche along a rectangle; `box` is its outer edge. It runs round the
// corners, or leaves them open for other ornament.
struct Band {
  Box box;
  double depth = 0;
  double corner = 0;  // radius of the outer edge, or what each side leaves open
  bool open = false;
  double cell = 0;  // wished length of a cell; it is fitted to the sides
  Weave weave;
};
// Ribbon is a guilloche along a straight line, its middle from `from` to `to`.
struct Ribbon {
  Point from, to;
  double depth = 0;
  double cell = 0;  // wished length of a cell; it is fitted to the line
  Weave weave;
};
// Rosette is a guilloche round a circle: `petals` cells between two radii.
struct Rosette {
  Point center;
  double inner = 0, outer = 0;
  int petals = 0;
  Weave weave;
};

// Qr is vector, level M, with its quiet zone of four modules inside the box.
struct Qr {
  Box box;
  std::string field;
  Color color;
  Phrase alt;  // read out in its place
};

// ImageBox shows a picture as large as its box lets it, in the middle.
struct ImageBox {
  Box box;
  size_t image = 0;  // index of Template::images
  Phrase alt;        // read out in its place; without words it is ornament
};

// Rule is a horizontal line in a stack, centred.
struct Rule {
  double length = 0;  // 0: the whole width
  Stroke stroke;
};

// Glue is white space in a stack: at least `min`, and of the space left over a share
// by `weight`.
struct Glue {
  double min = 0;
  double weight = 0;
};

struct Stack;
struct Repeat;
struct ListTable;
struct When;
struct Group;

using Element = std::variant<Text, ArcText, Line, Frame, Circle, Band, Ribbon,
                             Rosette, Qr, ImageBox, Rule, Glue, std::unique_ptr<Stack>,
                             std::unique_ptr<Repeat>, std::unique_ptr<ListTable>,
                             std::unique_ptr<When>, std::unique_ptr<Group>>;

// Stack sets its children one below the other and spreads what space is left.
struct Stack {
  Box box;
  std::vector<Element> children;
};

// Repeat sets its children once for every row of a list, in cells side by side, as many
// in each line as `columns` at most: evenly, or in the columns of a grid, of which the
// last line may leave some empty.
struct Repeat {
  Box box;  // in a stack only `box.width` counts; 0 is the stack's width
  std::string list;
  int columns = 1;
  double column_gap = 0, row_gap = 0;
  bool grid = false;
  bool plain = false;  // not a list to those who do not see the page
  bool has_divider = false;
  Stroke divider;  // between neighbours
  Align valign = Align::kStart;
  std::vector<Element> children;
};

// ListTable sets one line for every row of a list, its cells in columns, perhaps between a
// line of heads and one of totals. A page whose list is empty cannot have it.
struct ListTable {
  struct Column {
    double width = 0;   // 0: what the others leave
    std::vector<Text> head, cell, foot;  // each one below the other
  };
  Box box;  // in a stack only `box.width` counts; 0 is the stack's width
  std::string list;
  double column_gap = 0, row_gap = 0;
  bool has_divider = false;
  Stroke divider;  // between lines
  std::vector<Column> columns;
};

// When sets its children, in a stack, where a field or list is not empty; where
// `unless`, where it is.
struct When {
  std::string name;
  bool unless = false;
  std::vector<Element> children;
};

// Figure says that what a group holds is one picture.
struct Figure {
  Box box;
  Phrase alt;  // read out in its place
};

// Group moves its children: their origin is `at`.
struct Group {
  Point at;
  std::optional<Figure> figure;
  std::vector<Element> children;
};

struct Template {
  std::string name;
  double width = 0, height = 0;
  std::vector<FaceSpec> faces;
  std::vector<Style> styles;
  std::vector<std::string> images;  // names of files, each once
  std::vector<Element> elements;
};

// ReadTemplate reads the text of a template file. Errors begin with "FILE:LINE:COLUMN:
// " and stop at the first.
Result<Template> ReadTemplate(std::string_view file_name, std::string_view text);

}  // namespace certseal
