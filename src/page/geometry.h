// SPDX-License-Identifier: Apache-2.0
//
// Places on the sheet. All lengths are points (1/72 inch). In a template and in layout
// the origin is the sheet's top left corner and y grows downwards; only Canvas turns
// them into PDF's coordinates.
#pragma once

namespace certseal {

struct Point {
  double x = 0;
  double y = 0;
  bool operator==(const Point&) const = default;
};

struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
};

// Color is sRGB, each part 0 to 1.
struct Color {
  double red = 0;
  double green = 0;
  double blue = 0;
  bool operator==(const Color&) const = default;
};

}  // namespace certseal
