// SPDX-License-Identifier: Apache-2.0
#include "base/strings.h"
#include "page/page_painter.h"

namespace certseal {
namespace {

class StaticPainter {
 public:
  explicit StaticPainter(const Template& page)
      : height_(page.height), canvas_(page.height) {
    PaintAll(page.elements, {0, 0});
  }

  StaticPage Take() { return {canvas_.Take(), std::move(forms_)}; }

 private:
  void PaintAll(const std::vector<Element>& elements, Point origin) {
    for (const Element& element : elements) {
      std::visit([&](const auto& e) { Paint(e, origin); }, element);
    }
  }

  // What differs from page to page is drawn by page_painter.cc.
  template <typename Variable>
  void Paint(const Variable&, Point) {}

  void Paint(const std::unique_ptr<Group>& group, Point origin) {
    PaintAll(group->children, {origin.x + group->at.x, origin.y + group->at.y});
  }

  void Paint(const Line& line, Point origin) {
    canvas_.DrawLine({origin.x + line.from.x, origin.y + line.from.y},
                     {origin.x + line.to.x, origin.y + line.to.y}, line.stroke);
  }

  void Paint(Frame frame, Point origin) {
    frame.box.x += origin.x;
    frame.box.y += origin.y;
    canvas_.DrawFrame(frame);
  }

  void Paint(Circle circle, Point origin) {
    circle.center = {origin.x + circle.center.x, origin.y + circle.center.y};
    canvas_.DrawCircle(circle);
  }

  void Paint(Band band, Point origin) {
    band.box.x += origin.x;
    band.box.y += origin.y;
    Add(MakeBand(band, height_));
  }

  void Paint(Ribbon ribbon, Point origin) {
    ribbon.from = {origin.x + ribbon.from.x, origin.y + ribbon.from.y};
    ribbon.to = {origin.x + ribbon.to.x, origin.y + ribbon.to.y};
    Add(MakeRibbon(ribbon, height_));
  }

  void Paint(Rosette rosette, Point origin) {
    rosette.center = {origin.x + rosette.center.x, origin.y + rosette.center.y};
    Add(MakeRosette(rosette, height_));
  }

  void Add(Guilloche guilloche) {
    const size_t first = forms_.size();
    for (const Placement& p : guilloche.placements) {
      canvas_.Do(StrCat("G", first + p.form), p.matrix);
    }
    for (Form& form : guilloche.forms) forms_.push_back(std::move(form));
  }

  double height_;
  Canvas canvas_;
  std::vector<Form> forms_;
};

}  // namespace

StaticPage DrawStaticPage(const Template& page) { return StaticPainter(page).Take(); }

}  // namespace certseal
