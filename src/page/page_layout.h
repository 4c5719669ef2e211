// SPDX-License-Identifier: Apache-2.0
//
// Puts the content of one certificate into the places of a template. All that can be
// wrong with a page shows here, before anything is drawn.
#pragma once

#include <vector>

#include "page/content.h"
#include "page/paragraph_cache.h"
#include "page/qr_code.h"
#include "page/renderer.h"
#include "page/template.h"
#include "page/text_layout.h"

namespace certseal {

// Placed things have their final place on the sheet, in a template's coordinates.
struct PlacedText {
  SetText text;
  Align align = Align::kCenter;
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
struct PlacedArc {
  SetText text;  // one line
  ArcText arc;
};
struct PlacedQr {
  QrCode code;
  Box box;
  Color color;
};

struct PageLayout {
  std::vector<PlacedText> texts;
  std::vector<PlacedRule> rules;
  std::vector<PlacedDivider> dividers;
  std::vector<PlacedArc> arcs;
  std::vector<PlacedQr> codes;
  std::vector<FitProblem> problems;  // the page is whole only where this is empty
};

// LayOut needs a template, its shaped text, and what to say.
PageLayout LayOut(const Template& page, const ParagraphCache& shaper,
                  const PageContent& content);

}  // namespace certseal
