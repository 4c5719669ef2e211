// SPDX-License-Identifier: Apache-2.0
//
// Puts the content of one certificate into the places of a template. All that can be
// wrong with a page shows here, before anything is drawn.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "page/content.h"
#include "page/paragraph_cache.h"
#include "page/picture_source.h"
#include "page/qr_code.h"
#include "page/renderer.h"
#include "page/template.h"
#include "page/text_layout.h"

namespace certseal {

// Placed things have their final place on the sheet, in a template's coordinates.
struct PlacedText {
  SetText text;
  Align align = Align::kCenter;  // or left or right
  Point at;          // top left
  double width = 0;  // in which it is aligned
};
struct PlacedRule {
  Point from;
  double length = 0;
  Stroke stroke;
};
struct PlacedDivider {
  Point from, to;
  Stroke stroke;
};
// PlacedMicrotext fills a straight line, its middle from `from` to `to`.
struct PlacedMicrotext {
  SetText text;  // its words in one line, to be repeated
  Point from, to;
  double size = 0;
  Color color;
};
struct PlacedArc {
  SetText text;  // one line
  ArcText arc;
};
struct PlacedQr {
  QrCode code;
  Box box;
  Color color;
};

struct PlacedImage {
  size_t image = 0;  // index of Template::images
  Box box;
};

// PlacedPicture is a page's own, standing on the lower edge of its box.
struct PlacedPicture {
  std::shared_ptr<const Image> picture;
  Box box;
  Align align = Align::kCenter;  // or left or right
};

// Meaning is what a placed thing is to those who do not see the page.
struct Meaning {
  Tag tag = Tag::kParagraph;
  const Repeat* list = nullptr;  // whose row it stands in; only to be compared
  const ListTable* table = nullptr;  // likewise
  bool head = false;             // names a table's column
  size_t row = 0;                // of the list, or the line of the table
  size_t column = 0;
  std::optional<size_t> figure = {};  // index of PageLayout::figures
  std::string language = {};          // where it is known not to be the page's
};
struct Placed {
  std::variant<PlacedText, PlacedArc, PlacedQr, PlacedImage, PlacedPicture> thing;
  Meaning meaning;
};

// PlacedFigure is one picture, of which contents may be a part.
struct PlacedFigure {
  Box box;
  std::string alt;  // read out in its place; not empty
};

struct PageLayout {
  std::vector<Placed> contents;  // in the order of the template, to be read in it
  std::vector<PlacedRule> rules;
  std::vector<PlacedDivider> dividers;
  std::vector<PlacedMicrotext> microtexts;
  std::vector<PlacedFigure> figures;
  std::vector<FitProblem> problems;  // the page is whole only where this is empty
  std::vector<FitProblem> notes;     // what whoever asked for it should know; no problem
};

// LayOut needs a template, its shaped text, and what to say. Without `pictures` a page
// that shows some of its own has a problem.
PageLayout LayOut(const Template& page, const ParagraphCache& shaper,
                  const PageContent& content, const PictureSource* pictures = nullptr);

}  // namespace certseal
