// SPDX-License-Identifier: Apache-2.0
#include "page/guilloche.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>

namespace certseal {
namespace {

constexpr double kPi = std::numbers::pi;

// Curves for each turn of a strand's quickest wave: with exact tangents at their ends
// six are within a thousandth of the depth.
constexpr int kCurvesPerCycle = 6;

// Maps u along the cell and v across it to a point.
using Mapping = std::function<Point(double u, double v)>;

int CurvesPerStrand(const Weave& weave) {
  int cycles = 1;
  for (const Weave::Wave& wave : weave.waves) cycles = std::max(cycles, wave.cycles);
  return cycles * kCurvesPerCycle;
}

void Widen(Form& form, Point p) {
  form.left = std::min(form.left, p.x);
  form.right = std::max(form.right, p.x);
  form.bottom = std::min(form.bottom, p.y);
  form.top = std::max(form.top, p.y);
}

void DrawStrand(const Weave& weave, int strand, const Mapping& map, Canvas& canvas,
                Form& form) {
  const int curves = CurvesPerStrand(weave);
  const double step = 1.0 / curves, h = 1e-4;
  const auto at = [&](double u) { return map(u, StrandAt(weave, strand, u)); };
  // The handle that a curve of this step has at u: a third of the tangent.
  const auto handle = [&](double u) {
    const Point before = at(u - h), after = at(u + h);
    const double third = step / 3 / (2 * h);
    return Point{(after.x - before.x) * third, (after.y - before.y) * third};
  };
  Point from = at(0), from_handle = handle(0);
  canvas.Op("m", from.x, from.y);
  Widen(form, from);
  for (int i = 1; i <= curves; ++i) {
    const Point to = at(i * step), to_handle = handle(i * step);
    canvas.Op("c", from.x + from_handle.x, from.y + from_handle.y, to.x - to_handle.x,
              to.y - to_handle.y, to.x, to.y);
    Widen(form, to);
    from = to;
    from_handle = to_handle;
  }
}

Form DrawCell(const Weave& weave, const Mapping& map) {
  Form form{"", 1e9, 1e9, -1e9, -1e9};
  Canvas canvas(0);
  canvas.StrokeColor(weave.stroke.color);
  canvas.Op("w", weave.stroke.width);
  canvas.Op("J", 1);  // round ends hide the seams between cells
  for (int k = 0; k < weave.strands; ++k) DrawStrand(weave, k, map, canvas, form);
  canvas.Op("S");
  // Curves may swing a little beyond their ends.
  const double margin = weave.stroke.width + 2;
  form.left -= margin;
  form.bottom -= margin;
  form.right += margin;
  form.top += margin;
  form.ops = canvas.Take();
  return form;
}

Matrix Rotated(double angle, Point to) {
  const double c = std::cos(angle), s = std::sin(angle);
  return {c, s, -s, c, to.x, to.y};
}

int CellCount(double length, double cell) {
  return std::max(1, static_cast<int>(std::lround(length / cell)));
}

// Walks the band counter-clockwise from its lower left; inwards is to the left.
class BandMaker {
 public:
  BandMaker(const Band& band, double page_height)
      : band_(band),
        left_(band.box.x),
        bottom_(page_height - band.box.y - band.box.height) {}

  Guilloche Make() {
    const double width = band_.box.width, height = band_.box.height, r = band_.corner;
    const size_t horizontal = AddSide(width - 2 * r);
    const size_t vertical = AddSide(height - 2 * r);
    const size_t corner = band_.open ? 0 : AddCorner();
    const double half = band_.depth / 2;
    const double x0 = left_, x1 = left_ + width, y0 = bottom_, y1 = bottom_ + height;
    PlaceSide(horizontal, {x0 + r, y0 + half}, 0, width - 2 * r);
    PlaceCorner(corner, {x1 - r, y0 + r}, -kPi / 2);
    PlaceSide(vertical, {x1 - half, y0 + r}, kPi / 2, height - 2 * r);
    PlaceCorner(corner, {x1 - r, y1 - r}, 0);
    PlaceSide(horizontal, {x1 - r, y1 - half}, kPi, width - 2 * r);
    PlaceCorner(corner, {x0 + r, y1 - r}, kPi / 2);
    PlaceSide(vertical, {x0 + half, y1 - r}, -kPi / 2, height - 2 * r);
    PlaceCorner(corner, {x0 + r, y0 + r}, kPi);
    return std::move(out_);
  }

 private:
  double Middle() const { return band_.corner - band_.depth / 2; }
  int CornerCells() const { return CellCount(kPi / 2 * Middle(), band_.cell); }

  size_t AddSide(double length) {
    const double cell = length / CellCount(length, band_.cell);
    const double half = band_.depth / 2;
    out_.forms.push_back(DrawCell(band_.weave, [=](double u, double v) {
      return Point{u * cell, v * half};
    }));
    return out_.forms.size() - 1;
  }

  size_t AddCorner() {
    const double middle = Middle(), half = band_.depth / 2;
    const double sweep = kPi / 2 / CornerCells();
    out_.forms.push_back(DrawCell(band_.weave, [=](double u, double v) {
      const double r = middle - v * half;
      return Point{r * std::cos(u * sweep), r * std::sin(u * sweep)};
    }));
    return out_.forms.size() - 1;
  }

  void PlaceSide(size_t form, Point start, double angle, double length) {
    const int count = CellCount(length, band_.cell);
    for (int i = 0; i < count; ++i) {
      const double along = length * i / count;
      out_.placements.push_back(
          {form, Rotated(angle, {start.x + along * std::cos(angle),
                                 start.y + along * std::sin(angle)})});
    }
  }

  void PlaceCorner(size_t form, Point center, double angle) {
    if (band_.open) return;
    const int count = CornerCells();
    for (int i = 0; i < count; ++i) {
      out_.placements.push_back({form, Rotated(angle + kPi / 2 * i / count, center)});
    }
  }

  const Band& band_;
  double left_, bottom_;
  Guilloche out_;
};

}  // namespace

size_t CurveCount(const Weave& weave) {
  return static_cast<size_t>(weave.strands) *
         static_cast<size_t>(CurvesPerStrand(weave));
}

double StrandAt(const Weave& weave, int strand, double u) {
  const double share = static_cast<double>(strand) / weave.strands;
  const double nest = weave.strands > 1 ? 1 - 2.0 * strand / (weave.strands - 1) : 1.0;
  double sum = 0;
  for (const Weave::Wave& wave : weave.waves) {
    const double turns = wave.cycles * u + wave.turn * share + wave.phase;
    sum += wave.amplitude * (wave.nest ? nest : 1) * std::sin(2 * kPi * turns);
  }
  return sum;
}

Guilloche MakeBand(const Band& band, double page_height) {
  return BandMaker(band, page_height).Make();
}

Guilloche MakeRibbon(const Ribbon& ribbon, double page_height) {
  const double dx = ribbon.to.x - ribbon.from.x, dy = ribbon.from.y - ribbon.to.y;
  const double length = std::hypot(dx, dy), half = ribbon.depth / 2;
  const int count = CellCount(length, ribbon.cell);
  const double cell = length / count;
  Guilloche out;
  out.forms.push_back(DrawCell(ribbon.weave, [=](double u, double v) {
    return Point{u * cell, v * half};
  }));
  const Point start{ribbon.from.x, page_height - ribbon.from.y};
  for (int i = 0; i < count; ++i) {
    const double share = static_cast<double>(i) / count;
    out.placements.push_back({0, Rotated(std::atan2(dy, dx), {start.x + share * dx,
                                                              start.y + share * dy})});
  }
  return out;
}

Guilloche MakeRosette(const Rosette& rosette, double page_height) {
  const double middle = (rosette.inner + rosette.outer) / 2;
  const double half = (rosette.outer - rosette.inner) / 2;
  const double sweep = 2 * kPi / rosette.petals;
  Guilloche out;
  out.forms.push_back(DrawCell(rosette.weave, [=](double u, double v) {
    const double r = middle + v * half;
    return Point{r * std::cos(u * sweep), r * std::sin(u * sweep)};
  }));
  const Point center{rosette.center.x, page_height - rosette.center.y};
  for (int i = 0; i < rosette.petals; ++i) {
    out.placements.push_back({0, Rotated(kPi / 2 + sweep * i, center)});
  }
  return out;
}

}  // namespace certseal
