// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "page/page_layout.h"

namespace certseal::testing {

// Layouter is a shipped template with what lays out its pages.
struct Layouter {
  explicit Layouter(const std::string& name);
  PageLayout LayOut(const PageContent& content) const {
    return certseal::LayOut(page, *paragraphs, content);
  }
  Template page;
  std::vector<std::unique_ptr<Face>> faces;
  std::unique_ptr<Shaper> shaper;
  std::unique_ptr<ParagraphCache> paragraphs;
};

// FirstOutOfOrder tells what is read out after something that stands below it in the same
// column, or over which it stands; empty where the order of reading is that of the page.
std::string FirstOutOfOrder(const PageLayout& layout);

}  // namespace certseal::testing
