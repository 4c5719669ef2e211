// SPDX-License-Identifier: Apache-2.0
//
// Paints what a layout placed, and what of a template is the same on every page.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "page/guilloche.h"
#include "page/image.h"
#include "page/page_layout.h"
#include "page/page_objects.h"
#include "page/structure.h"

namespace certseal {

// StaticPage is the ornament of a template, computed once: a content stream and the
// forms it paints, G0, G1 and so on.
struct StaticPage {
  std::string ops;
  std::vector<Form> forms;
};
StaticPage DrawStaticPage(const Template& page);

// PagePainter writes the content stream of one page and collects what it uses in
// `objects`.
class PagePainter {
 public:
  // `images` are those of the template. All four must outlive this object.
  PagePainter(const Template& page, const std::vector<Image>& images,
              const OutlinedWords& words, PageObjects& objects);

  // The structure must be the layout's.
  void Paint(const PageLayout& layout, const Structure& structure);

  const std::string& ops() const { return canvas_.ops(); }
  // The pictures it shows, by index of Template::images: I0, I1 and so on.
  const std::set<size_t>& images() const { return shown_; }

 private:
  void PaintThing(const PlacedText& placed);
  void PaintLine(const SetText& text, const SetLine& line, Point start);
  void PaintRun(const SetText& text, const LineRun& part, const Matrix& matrix);
  void BeginSpan(const SetText& text, const LineRun& part);
  void EndSpan(const SetText& text, const LineRun& part);
  void PaintThing(const PlacedArc& placed);
  void PaintThing(const PlacedQr& placed);
  void PaintThing(const PlacedImage& placed);
  void PaintThing(const PlacedPicture& placed);
  void PaintContent(const Placed& placed, const Structure::Mark& mark);
  void ShowGlyphs(const Paragraph& paragraph, const LineRun& part, double size);
  void SetColor(const Color& color);

  const Template& template_;
  const std::vector<Image>& images_;
  std::set<size_t> shown_;
  Canvas canvas_;
  const OutlinedWords& words_;
  PageObjects& objects_;
  bool has_color_ = false;
  Color color_;
};

}  // namespace certseal
