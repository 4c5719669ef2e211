// SPDX-License-Identifier: Apache-2.0
//
// A template as it is read, with what lays it out.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/file.h"
#include "page/page_layout.h"
#include "tools.h"

namespace certseal::testing {

struct Layouter {
  explicit Layouter(Template read) : page(std::move(read)) {
    for (const FaceSpec& spec : page.faces) faces.push_back(*Face::Find(spec));
    shaper = std::make_unique<Shaper>(page.styles, faces);
    paragraphs = std::make_unique<ParagraphCache>(*shaper);
  }
  static Layouter OfShipped(const std::string& name) {
    return Layouter(*ReadTemplate(name, *ReadFile(ShippedFile(name), 1 << 20)));
  }
  static Layouter OfText(const std::string& text) {
    Result<Template> read = ReadTemplate("one.template", text);
    if (!read) throw std::runtime_error(read.error().message);
    return Layouter(std::move(*read));
  }

  PageLayout LayOut(const PageContent& content) const {
    return certseal::LayOut(page, *paragraphs, content);
  }

  // The text that begins so, in a layout.
  static const PlacedText& TextOf(const PageLayout& layout, const std::string& begin) {
    for (const Placed& placed : layout.contents) {
      const auto* text = std::get_if<PlacedText>(&placed.thing);
      if (text && text->text.paragraph->text.starts_with(begin)) return *text;
    }
    throw std::runtime_error("no text begins " + begin);
  }

  Template page;
  std::vector<std::unique_ptr<Face>> faces;
  std::unique_ptr<Shaper> shaper;
  std::unique_ptr<ParagraphCache> paragraphs;
};

}  // namespace certseal::testing
