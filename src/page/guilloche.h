// SPDX-License-Identifier: Apache-2.0
//
// Draws weaves: a cell of fine waves, drawn once as a form and repeated along a side,
// round a corner or round a circle. So a border of a hundred thousand curves is a few
// kilobytes of PDF.
#pragma once

#include <string>
#include <vector>

#include "page/canvas.h"
#include "page/template.h"

namespace certseal {

// Form is content that is painted many times. Its box is in PDF's coordinates.
struct Form {
  std::string ops;
  double left = 0, bottom = 0, right = 0, top = 0;
};

struct Placement {
  size_t form = 0;
  Matrix matrix;  // in PDF's coordinates
};

struct Guilloche {
  std::vector<Form> forms;
  std::vector<Placement> placements;
};

// All take the height of the page, to turn its places into PDF's.
Guilloche MakeBand(const Band& band, double page_height);
Guilloche MakeRibbon(const Ribbon& ribbon, double page_height);
Guilloche MakeRosette(const Rosette& rosette, double page_height);

// CurveCount is how many curves a cell is drawn with.
size_t CurveCount(const Weave& weave);

// StrandAt is strand k of a weave at 0 <= u <= 1, in units of half the depth.
double StrandAt(const Weave& weave, int strand, double u);

}  // namespace certseal
