// SPDX-License-Identifier: Apache-2.0
#include "page/outlined_word.h"

#include <algorithm>
#include <cmath>

#include "base/strings.h"
#include "page/canvas.h"
#include "page/deflate.h"

namespace certseal {
namespace {

constexpr size_t kMostKept = 512;

// Writes the outline of one glyph as PDF's path operators. TrueType has lines and
// quadratic curves alone.
class Outline {
 public:
  Outline(std::string& ops, const Letter& letter)
      : ops_(ops),
        unit_(OutlinedWord::kUnits * letter.face->scale() / letter.face->units_per_em()) {
    hb_font_get_glyph_shape(letter.face->font(), letter.glyph.id, Functions(), this);
  }

 private:
  void Write(Point p, const char* op) {
    AppendNumber(ops_, p.x, 0);
    ops_ += ' ';
    AppendNumber(ops_, p.y, 0);
    ops_ += op;
  }
  Point OnGrid(Point p) const {
    return {std::round(p.x * unit_), std::round(p.y * unit_)};
  }
  void MoveTo(Point p) {
    at_ = p;
    grid_ = OnGrid(p);
    Write(grid_, " m ");
  }
  void LineTo(Point p) {
    at_ = p;
    const Point next = OnGrid(p);
    if (next == grid_) return;
    grid_ = next;
    Write(grid_, " l ");
  }
  // Nobody sees a curve of this size: a few lines are a third of its bytes.
  template <typename Curve>
  void Flatten(double bend, const Curve& curve) {
    const double steps = std::clamp(std::ceil(std::sqrt(bend * unit_ / 2)), 1.0, 8.0);
    const int last = static_cast<int>(steps);
    for (int i = 1; i <= last; ++i) LineTo(curve(i / steps));
  }
  void QuadraticTo(Point c, Point p) {
    const Point from = at_;
    const double bend = std::hypot(from.x - 2 * c.x + p.x, from.y - 2 * c.y + p.y) / 4;
    Flatten(bend, [&](double t) {
      const double s = 1 - t;
      return Point{s * s * from.x + 2 * s * t * c.x + t * t * p.x,
                   s * s * from.y + 2 * s * t * c.y + t * t * p.y};
    });
  }

  static hb_draw_funcs_t* Functions();

  std::string& ops_;
  double unit_;
  Point at_, grid_;
};

hb_draw_funcs_t* Outline::Functions() {
  using State = hb_draw_state_t;
  using Funcs = hb_draw_funcs_t;
  static hb_draw_funcs_t* const functions = [] {
    Funcs* f = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(
        f,
        [](Funcs*, void* to, State*, float x, float y, void*) {
          static_cast<Outline*>(to)->MoveTo({x, y});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_line_to_func(
        f,
        [](Funcs*, void* to, State*, float x, float y, void*) {
          static_cast<Outline*>(to)->LineTo({x, y});
        },
        nullptr, nullptr);
    hb_draw_funcs_set_quadratic_to_func(
        f,
        [](Funcs*, void* to, State*, float cx, float cy, float x, float y, void*) {
          static_cast<Outline*>(to)->QuadraticTo({cx, cy}, {x, y});
        },
        nullptr, nullptr);
    hb_draw_funcs_make_immutable(f);
    return f;
  }();
  return functions;
}

std::string KeyOf(const std::vector<Letter>& letters) {
  std::string key;
  for (const Letter& each : letters) {
    key += StrCat(each.face_index, ' ', each.glyph.id, ' ', each.glyph.advance, ' ',
                  each.glyph.dx, ' ', each.glyph.dy, ' ');
  }
  return key;
}

void Include(OutlinedWord& word, const Letter& letter) {
  const Face::Metrics& m = letter.face->metrics();
  const double unit = OutlinedWord::kUnits * letter.face->scale() / 1000;
  word.left = std::min(word.left, word.width + m.x_min * unit);
  word.right = std::max(word.right, word.width + m.x_max * unit);
  word.bottom = std::min(word.bottom, m.y_min * unit);
  word.top = std::max(word.top, m.y_max * unit);
}

}  // namespace

// A letter is drawn from its own origin, so that the same ones are the same bytes, which
// deflate well.
std::string OutlinedWords::OutlineOf(const Letter& letter) const {
  const std::pair key(letter.face_index, letter.glyph.id);
  const std::lock_guard lock(mutex_);
  if (outlines_.size() >= kMostKept) outlines_.clear();
  const auto [at, is_new] = outlines_.try_emplace(key);
  if (is_new) Outline(at->second, letter);
  return at->second;
}

OutlinedWord OutlinedWords::Draw(const std::vector<Letter>& letters) const {
  OutlinedWord word;
  std::string ops;
  const auto move = [&](double x, double y) {
    ops += " 1 0 0 1 ";
    AppendNumber(ops, x);
    ops += ' ';
    AppendNumber(ops, y);
    ops += " cm\n";
  };
  for (const Letter& each : letters) {
    const double unit = OutlinedWord::kUnits * each.face->scale() / each.face->units_per_em();
    const double dx = each.glyph.dx * unit, dy = each.glyph.dy * unit;
    if (dx != 0 || dy != 0) move(dx, dy);
    ops += OutlineOf(each);
    ops += 'f';
    move(each.width * OutlinedWord::kUnits - dx, -dy);
    Include(word, each);
    word.width += each.width * OutlinedWord::kUnits;
  }
  word.deflated = Deflate(ops);
  return word;
}

std::shared_ptr<const OutlinedWord> OutlinedWords::Of(
    const std::vector<Letter>& letters) const {
  const std::string key = KeyOf(letters);
  {
    const std::lock_guard lock(mutex_);
    const auto found = words_.find(key);
    if (found != words_.end()) return found->second;
  }
  auto word = std::make_shared<const OutlinedWord>(Draw(letters));
  const std::lock_guard lock(mutex_);
  if (words_.size() >= kMostKept) words_.clear();
  words_.emplace(key, word);
  return word;
}

}  // namespace certseal
