// SPDX-License-Identifier: Apache-2.0
#include "page/letter_fit.h"

#include <algorithm>
#include <cmath>

namespace certseal {
namespace {

// How much closer letters of a run may stand, in sizes. Small capitals that a face lacks
// were set closer already, and have so much less to give.
double GiveOf(const Run& run, const Style& style) {
  if (!run.may_space_out) return 0;
  const double give = style.tracking - style.least_tracking;
  return style.tracking > 0 ? give * run.tracking / style.tracking : give;
}

void TightenRun(Run& run, double sizes) {
  const auto units = static_cast<int32_t>(std::lround(sizes * run.face->units_per_em()));
  for (Glyph& glyph : run.glyphs) {
    if (glyph.advance != 0) {
      glyph.advance -= units;
    } else if (!run.right_to_left()) {
      glyph.dx += units;  // a mark stays over the letter before it
    }
  }
  run.tracking -= sizes;
}

}  // namespace

bool MayTighten(const Paragraph& paragraph, const std::vector<Style>& styles) {
  return std::ranges::any_of(paragraph.runs, [&](const Run& run) {
    return GiveOf(run, styles[run.style]) > 0;
  });
}

std::shared_ptr<const Paragraph> Tighten(const Paragraph& paragraph,
                                         const std::vector<Style>& styles,
                                         double share) {
  auto out = std::make_shared<Paragraph>(paragraph);
  for (Run& run : out->runs) TightenRun(run, share * GiveOf(run, styles[run.style]));
  return out;
}

}  // namespace certseal
