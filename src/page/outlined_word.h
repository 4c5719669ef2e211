// SPDX-License-Identifier: Apache-2.0
//
// Letters drawn as paths. They look as the font's do, but no reader takes them for text:
// for what decorates and must not be found, copied or read out.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "page/paragraph.h"

namespace certseal {

// OutlinedWord is some words as a content stream, its origin on the baseline. Lengths are in
// units of which a size has kUnits.
struct OutlinedWord {
  static constexpr double kUnits = 100;  // 0.015 points of 1.5: finer than a press
  std::string deflated;  // a zlib stream; it fills with the color that is set
  double width = 0;      // with the space after its last letter
  double left = 0, bottom = 0, right = 0, top = 0;  // hold its ink
};

// Letter is a glyph of a word.
struct Letter {
  const Face* face = nullptr;
  size_t face_index = 0;  // of Template::faces
  Glyph glyph;
  double width = 0;  // in sizes
};

// OutlinedWords keeps the last of them and of their letters: most of a batch's are the same
// on every page. It may be used from many threads, and what it returns depends on the letters alone.
class OutlinedWords {
 public:
  std::shared_ptr<const OutlinedWord> Of(const std::vector<Letter>& letters) const;

 private:
  OutlinedWord Draw(const std::vector<Letter>& letters) const;
  std::string OutlineOf(const Letter& letter) const;

  mutable std::mutex mutex_;
  mutable std::map<std::pair<size_t, hb_codepoint_t>, std::string> outlines_;
  mutable std::unordered_map<std::string, std::shared_ptr<const OutlinedWord>> words_;
};

}  // namespace certseal
