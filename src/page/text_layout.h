// SPDX-License-Identifier: Apache-2.0
//
// Breaks paragraphs into lines and finds the size at which they fit.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "page/paragraph.h"
#include "page/template.h"

namespace certseal {

// LineRun is glyphs [first, last) of a run that stand in a line.
struct LineRun {
  const Run* run = nullptr;
  size_t first = 0, last = 0;
};

struct SetLine {
  double width = 0;           // points, without white space at the end
  double shift = 0;           // to the right of where its width would put it
  std::vector<LineRun> runs;  // left to right
};

// SetText is a paragraph at a size, in lines. It keeps the paragraph alive.
struct SetText {
  std::shared_ptr<const Paragraph> paragraph;
  double scale = 1;  // of every style's size
  std::vector<SetLine> lines;
  double first_baseline = 0;  // points below the top
  double pitch = 0;           // baseline to baseline
  double height = 0;
};

// FitText finds the largest size and the fewest lines in which the paragraph is no
// wider than `width` points: a smaller size first or a further line first, as text.fit
// says, never below the style's smallest size. `squeeze` from 0 to 1 lowers the largest
// size towards the smallest. Lines are balanced: no line is longer than it must be.
// Nothing where it does not fit.
std::optional<SetText> FitText(const std::shared_ptr<const Paragraph>& paragraph,
                               const Text& text, const std::vector<Style>& styles,
                               double width, double squeeze);

}  // namespace certseal
