// SPDX-License-Identifier: Apache-2.0
//
// Keeps shaped paragraphs: most of what a batch of certificates says is the same on
// each (fixed words, the school, the course, the footer), and shaping is dear.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "page/paragraph.h"

namespace certseal {

// ParagraphCache may be used from many threads. Its memory is bounded. What it returns
// depends on text and language alone, never on what was asked before.
class ParagraphCache {
 public:
  explicit ParagraphCache(const Shaper& shaper) : shaper_(shaper) {}

  const Shaper& shaper() const { return shaper_; }

  tl::expected<std::shared_ptr<const Paragraph>, NoGlyph> Shape(
      const std::vector<StyledText>& texts, const PageLanguage& language) const;

 private:
  const Shaper& shaper_;
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::string, std::shared_ptr<const Paragraph>> paragraphs_;
  mutable size_t bytes_ = 0;  // of their texts; what is kept is some 40 times that
};

}  // namespace certseal
