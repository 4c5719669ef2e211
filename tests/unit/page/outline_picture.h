// SPDX-License-Identifier: Apache-2.0
//
// Paints the outlines of whole font files, with no PDF and no subset between: the
// picture that a page's own must equal.
#pragma once

#include <vector>

#include "page/face.h"
#include "tools.h"

namespace certseal::testing {

class OutlinePicture {
 public:
  // Points of the sheet, y upwards; `resolution` in pixels per inch.
  OutlinePicture(double width, double height, int resolution);

  // Paint adds a glyph with its origin at (x, y), at a size in points.
  void Paint(const Face& face, hb_codepoint_t glyph, double x, double y, double size);

  // Finish gives the picture in the form poppler would.
  Picture Finish() const;

 private:
  double scale_;  // pixels per point
  int width_, height_;
  std::vector<float> ink_;  // 0 to 1
};

// InkMissing counts pixels that are solid ink in `expected` and have none within a
// pixel in `seen`.
int InkMissing(const Picture& expected, const Picture& seen);

}  // namespace certseal::testing
