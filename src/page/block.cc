// SPDX-License-Identifier: Apache-2.0
#include "page/block.h"

namespace certseal {
namespace {

void Move(Box& box, double dx, double dy) {
  box.x += dx;
  box.y += dy;
}

}  // namespace

void MoveInto(PageLayout& page, PageLayout&& from, double dx, double dy) {
  const size_t figures = page.figures.size();
  for (Placed& placed : from.contents) {
    if (auto* text = std::get_if<PlacedText>(&placed.thing)) {
      text->at = {text->at.x + dx, text->at.y + dy};
    } else {
      Move(std::get<PlacedPicture>(placed.thing).box, dx, dy);
    }
    if (placed.meaning.figure) *placed.meaning.figure += figures;
    page.contents.push_back(std::move(placed));
  }
  for (PlacedFigure& f : from.figures) {
    Move(f.box, dx, dy);
    page.figures.push_back(std::move(f));
  }
  for (PlacedRule& r : from.rules) {
    r.from = {r.from.x + dx, r.from.y + dy};
    page.rules.push_back(r);
  }
  for (PlacedDivider& d : from.dividers) {
    d.from = {d.from.x + dx, d.from.y + dy};
    d.to = {d.to.x + dx, d.to.y + dy};
    page.dividers.push_back(d);
  }
  for (PlacedMicrotext& m : from.microtexts) {
    m.from = {m.from.x + dx, m.from.y + dy};
    m.to = {m.to.x + dx, m.to.y + dy};
    page.microtexts.push_back(std::move(m));
  }
  for (FitProblem& p : from.problems) page.problems.push_back(std::move(p));
  for (FitProblem& p : from.notes) page.notes.push_back(std::move(p));
}

Align Physical(Align align, bool right_to_left) {
  if (align == Align::kStart) return right_to_left ? Align::kRight : Align::kLeft;
  if (align == Align::kEnd) return right_to_left ? Align::kLeft : Align::kRight;
  return align;
}

void AddProblem(PageLayout& page, std::string field, std::string message) {
  page.problems.push_back({std::move(field), std::move(message)});
}

}  // namespace certseal
