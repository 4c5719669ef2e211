// SPDX-License-Identifier: Apache-2.0
#include "outline_picture.h"

#include <algorithm>
#include <cmath>

namespace certseal::testing {
namespace {

constexpr int kRows = 4;    // sample rows in a pixel
constexpr int kPieces = 8;  // lines for a curve

struct Edge {
  double x0, y0, x1, y1;
};

// Collects a glyph's outline as straight edges in units of the font.
struct Outline {
  std::vector<Edge> edges;
  double x = 0, y = 0, start_x = 0, start_y = 0;

  void LineTo(double to_x, double to_y) {
    edges.push_back({x, y, to_x, to_y});
    x = to_x;
    y = to_y;
  }
};

hb_draw_funcs_t* DrawFunctions() {
  static hb_draw_funcs_t* const functions = [] {
    hb_draw_funcs_t* f = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(
        f,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
          auto* o = static_cast<Outline*>(data);
          o->x = o->start_x = x;
          o->y = o->start_y = y;
        },
        nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(
        f,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float x, float y, void*) {
          static_cast<Outline*>(data)->LineTo(x, y);
        },
        nullptr, nullptr);
    hb_draw_funcs_set_quadratic_to_func(
        f,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, float cx, float cy, float x,
           float y, void*) {
          auto* o = static_cast<Outline*>(data);
          const double x0 = o->x, y0 = o->y;
          for (int i = 1; i <= kPieces; ++i) {
            const double t = i / double{kPieces}, s = 1 - t;
            o->LineTo(s * s * x0 + 2 * s * t * double{cx} + t * t * double{x},
                      s * s * y0 + 2 * s * t * double{cy} + t * t * double{y});
          }
        },
        nullptr, nullptr);
    hb_draw_funcs_set_close_path_func(
        f,
        [](hb_draw_funcs_t*, void* data, hb_draw_state_t*, void*) {
          auto* o = static_cast<Outline*>(data);
          o->LineTo(o->start_x, o->start_y);
        },
        nullptr, nullptr);
    return f;
  }();
  return functions;
}

// Where a horizontal line meets the edges, and which way they go.
std::vector<std::pair<double, int>> Crossings(const std::vector<Edge>& edges,
                                              double y) {
  std::vector<std::pair<double, int>> out;
  for (const Edge& e : edges) {
    if ((e.y0 <= y) == (e.y1 <= y)) continue;
    out.emplace_back(e.x0 + (y - e.y0) / (e.y1 - e.y0) * (e.x1 - e.x0),
                     e.y0 <= y ? 1 : -1);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

OutlinePicture::OutlinePicture(double width, double height, int resolution)
    : scale_(resolution / 72.0),
      width_(static_cast<int>(std::ceil(width * scale_))),
      height_(static_cast<int>(std::ceil(height * scale_))),
      ink_(static_cast<size_t>(width_) * static_cast<size_t>(height_)) {}

void OutlinePicture::Paint(const Face& face, hb_codepoint_t glyph, double x, double y,
                           double size) {
  Outline outline;
  hb_font_get_glyph_shape(face.font(), glyph, DrawFunctions(), &outline);
  const double unit = size / face.units_per_em() * scale_;
  for (Edge& e : outline.edges) {
    e = {x * scale_ + e.x0 * unit, height_ - y * scale_ - e.y0 * unit,
         x * scale_ + e.x1 * unit, height_ - y * scale_ - e.y1 * unit};
  }
  for (int row = 0; row < height_ * kRows; ++row) {
    const auto crossings = Crossings(outline.edges, (row + 0.5) / kRows);
    int winding = 0;
    for (size_t i = 0; i + 1 < crossings.size(); ++i) {
      winding += crossings[i].second;
      if (winding == 0) continue;
      const double from = crossings[i].first, to = crossings[i + 1].first;
      for (int px = std::max(0, static_cast<int>(from));
           px < std::min<double>(width_, std::ceil(to)); ++px) {
        const double covered = std::min(to, px + 1.0) - std::max(from, double(px));
        ink_[static_cast<size_t>(row / kRows) * static_cast<size_t>(width_) +
             static_cast<size_t>(px)] += static_cast<float>(covered / kRows);
      }
    }
  }
}

Picture OutlinePicture::Finish() const {
  Picture out{width_, height_, {}};
  for (const float ink : ink_) {
    out.pixels.push_back(static_cast<unsigned char>(255 - 255 * std::min(1.0F, ink)));
  }
  return out;
}

int InkMissing(const Picture& expected, const Picture& seen) {
  int missing = 0;
  for (int y = 1; y + 1 < std::min(expected.height, seen.height); ++y) {
    for (int x = 1; x + 1 < std::min(expected.width, seen.width); ++x) {
      if (expected.at(x, y) > 13) continue;
      bool found = false;
      for (int dy = -1; dy <= 1; ++dy) {
        for (int dx = -1; dx <= 1; ++dx) found = found || seen.at(x + dx, y + dy) < 140;
      }
      if (!found) ++missing;
    }
  }
  return missing;
}

}  // namespace certseal::testing
