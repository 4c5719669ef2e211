// SPDX-License-Identifier: Apache-2.0
#include "page/mirror.h"

#include <utility>

namespace certseal {
namespace {

// Mirrors elements about the middle of a width. Within a group, whose origin is mirrored
// itself, the width is 0.
class Mirrorer {
 public:
  explicit Mirrorer(double width) : width_(width) {}

  void All(std::vector<Element>& elements) const {
    for (Element& element : elements) {
      std::visit([&](auto& e) { Turn(e); }, element);
    }
  }

 private:
  void Turn(Point& point) const { point.x = width_ - point.x; }
  void Turn(Box& box) const { box.x = width_ - box.x - box.width; }
  static void Turn(Align& align) {
    if (align == Align::kLeft || align == Align::kRight) {
      align = align == Align::kLeft ? Align::kRight : Align::kLeft;
    }
  }
  // What runs from left to right still does.
  void Turn(Point& from, Point& to) const {
    std::swap(from, to);
    Turn(from);
    Turn(to);
  }

  void Turn(Text& text) const {
    Turn(text.box);
    Turn(text.align);
  }
  void Turn(ArcText& arc) const {
    Turn(arc.center);
    arc.angle = -arc.angle;
  }
  void Turn(Line& line) const { Turn(line.from, line.to); }
  void Turn(Frame& frame) const { Turn(frame.box); }
  void Turn(Circle& circle) const { Turn(circle.center); }
  void Turn(Band& band) const { Turn(band.box); }
  void Turn(Ribbon& ribbon) const { Turn(ribbon.from, ribbon.to); }
  void Turn(Rosette& rosette) const { Turn(rosette.center); }
  void Turn(Qr& qr) const { Turn(qr.box); }
  void Turn(ImageBox& image) const { Turn(image.box); }
  void Turn(Rule&) const {}
  void Turn(Glue&) const {}
  void Turn(std::unique_ptr<Stack>& stack) const {
    Turn(stack->box);
    All(stack->children);
  }
  void Turn(std::unique_ptr<Repeat>& repeat) const {
    Turn(repeat->box);
    All(repeat->children);
  }
  void Turn(std::unique_ptr<ListTable>& table) const {
    Turn(table->box);
    for (ListTable::Column& column : table->columns) {
      for (std::vector<Text>* part : {&column.head, &column.cell, &column.foot}) {
        for (Text& text : *part) Turn(text.align);
      }
    }
  }
  void Turn(std::unique_ptr<When>& when) const { All(when->children); }
  void Turn(std::unique_ptr<Group>& group) const {
    Turn(group->at);
    const Mirrorer inner(0);
    if (group->figure) inner.Turn(group->figure->box);
    inner.All(group->children);
  }

  double width_;
};

}  // namespace

void Mirror(Template& page) { Mirrorer(page.width).All(page.elements); }

}  // namespace certseal
