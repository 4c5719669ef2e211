// SPDX-License-Identifier: Apache-2.0
//
// Cuts text into stretches of one direction, script and style: what one call of
// HarfBuzz can shape.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "page/handles.h"
#include "page/page_language.h"
#include "page/paragraph.h"

namespace certseal {

struct Character {
  char32_t code = 0;
  uint32_t byte = 0;  // where it begins
  uint32_t style = 0;
  uint8_t level = 0;
  hb_script_t script = HB_SCRIPT_COMMON;
  bool common = false;  // a sign of no script of its own
};

struct Items {
  std::string text;
  std::vector<Character> characters;
  bool right_to_left = false;
  bool breaks_anywhere = false;  // as PageLanguage says
};

// Itemize decodes the texts, joined, and finds each character's level (UAX 9) and
// script (UAX 24; spaces and punctuation take their neighbour's). Fails with the first
// character that must not stand on a page: controls, characters of private use, and
// marks that override the direction and so could make a name read as another.
// The base direction is that of the first letter; where there is none, the page's.
tl::expected<Items, NoGlyph> Itemize(const std::vector<StyledText>& texts,
                                     const PageLanguage& language = {});

// FindBreaks lists where a line may end: before a word after white space, and between
// ideographs where no rule of East Asian typesetting forbids it. On pages of languages
// without spaces, before and after signs and foreign words as well; after a sign that
// ends a part of a sentence or name as after a space.
void FindBreaks(const Items& items, std::vector<uint32_t>& words,
                std::vector<uint32_t>& ideographs);

}  // namespace certseal
