// SPDX-License-Identifier: Apache-2.0
//
// Text as glyphs, at no size yet: FriBidi's runs, cut by script and style, each set in
// one face and shaped by HarfBuzz. Line breaking (text_layout.h) takes ranges of it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "page/face.h"
#include "page/page_language.h"
#include "page/template.h"

namespace certseal {

struct Glyph {
  uint32_t id = 0;
  int32_t advance = 0;  // in units of the face, with tracking
  int32_t dx = 0, dy = 0;
  uint32_t cluster = 0;  // byte of the paragraph where its text begins
  // The text it stands for when copied: bytes of the paragraph, none for the further
  // glyphs of a cluster.
  uint32_t text = 0;
  uint32_t text_size = 0;
};

struct Run {
  const Face* face = nullptr;
  size_t face_index = 0;  // of Template::faces
  size_t style = 0;
  uint8_t level = 0;  // of the bidirectional algorithm; odd is right to left
  // Left to right, and readers would not find its text from its glyphs alone: several
  // to a cluster, marks that take no room, or letters so far apart that they seem
  // words.
  bool needs_actual_text = false;
  double tracking = 0;  // in sizes; less than the style's where that does not suit
  bool may_space_out = false;  // its letters do not join
  // BCP 47, where the script leaves no doubt; a literal.
  std::string_view language;
  uint32_t begin = 0, end = 0;  // bytes of the paragraph
  std::vector<Glyph> glyphs;    // left to right
  bool right_to_left() const { return level & 1; }
};

struct Paragraph {
  std::string text;
  std::vector<Run> runs;              // in the order of the text
  std::vector<uint32_t> breaks;       // bytes where a word begins after a space
  std::vector<uint32_t> soft_breaks;  // bytes between ideographs, where prose may break
  bool right_to_left = false;         // base direction
  std::string_view language;          // of all runs; empty where they differ
  // Ink above and below the baseline, in sizes of the main style; never less than a
  // Latin line has, more where marks are stacked.
  double ascent = 0, descent = 0;
};

// StyledText is the text of one phrase.
struct StyledText {
  std::string text;
  size_t style = 0;
};

// NoGlyph is why text could not be set: the byte of the whole text, and the character.
struct NoGlyph {
  size_t byte = 0;
  char32_t character = 0;
};

// Shaper turns text into paragraphs in the styles and faces of one template. Both must
// outlive it. Const and safe from many threads.
class Shaper {
 public:
  Shaper(const std::vector<Style>& styles,
         const std::vector<std::unique_ptr<Face>>& faces);

  // Shape sets text in the first of its style's faces. What that lacks is set in the
  // first that has it all: the whole phrase where the style says one-face, else the run
  // of one script, else the word, else a sign of no script by itself. Letters of one
  // word never come from two faces. Needs well-formed UTF-8.
  // A face that is bound to another language than the page's comes after all others.
  // Small capitals that the face lacks for a part of a run are left out for all of it.
  tl::expected<Paragraph, NoGlyph> Shape(const std::vector<StyledText>& texts,
                                         const PageLanguage& language = {}) const;

  const std::vector<Style>& styles() const { return styles_; }
  // FirstFace is the face that a style prefers.
  const Face& FirstFace(size_t style) const { return *faces_[styles_[style].faces[0]]; }

 private:
  friend class ParagraphBuilder;
  const std::vector<Style>& styles_;
  const std::vector<std::unique_ptr<Face>>& faces_;
  using Features = std::vector<hb_feature_t>;
  static Features FeaturesOf(const Style& style, bool small_capitals);

  std::vector<Features> features_;        // by style
  std::vector<Features> plain_features_;  // without small capitals
};

}  // namespace certseal
