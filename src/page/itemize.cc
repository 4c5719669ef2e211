// SPDX-License-Identifier: Apache-2.0
#include "page/itemize.h"

#include <fribidi.h>

#include "base/unicode.h"

namespace certseal {
namespace {

// Characters without a meaning of their own: a text that has them is not archival
// (ISO 19005-3, 6.2.11.7.3).
bool IsPrivate(char32_t c) { return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000; }

bool IsForbidden(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 || c == 0xFEFF ||
         IsPrivate(c) || (c & 0xFFFE) == 0xFFFE;
}

bool IsSpace(char32_t c) {
  return c == ' ' || c == 0x3000 || (c >= 0x2000 && c <= 0x200A && c != 0x2007);
}

bool IsIdeograph(char32_t c) {
  return (c >= 0x3041 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

// Punctuation and small kana that must not begin a line.
bool ClingsToPrevious(char32_t c) {
  static constexpr std::u32string_view kClosing =
      U"、。，．・：；？！）］｝」』】〉》〕ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ"
      U"ヵヶ々";
  return kClosing.find(c) != std::u32string_view::npos;
}

// Punctuation that must not end a line.
bool ClingsToNext(char32_t c) {
  static constexpr std::u32string_view kOpening = U"（［｛「『【〈《〔“‘([{";
  return kOpening.find(c) != std::u32string_view::npos;
}

// Signs as wide as an ideograph.
bool IsWideSign(char32_t c) {
  return (c >= 0x3001 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF60);
}

bool BreaksBetween(char32_t before, char32_t here) {
  static constexpr std::u32string_view kClosing = U".,:;!?)]}%”’·…";
  const bool wide = IsIdeograph(before) || IsWideSign(before) || IsIdeograph(here) ||
                    IsWideSign(here);
  return wide && before != ' ' && here != ' ' && !ClingsToNext(before) &&
         !ClingsToPrevious(here) && kClosing.find(here) == std::u32string_view::npos;
}

// Signs after which even a title or a name may go to the next line.
bool EndsPart(char32_t c) {
  static constexpr std::u32string_view kEnds = U"、。，；：！？）］｝」』】》〉〕・·";
  return kEnds.find(c) != std::u32string_view::npos;
}

void FindLevels(Items& items, const PageLanguage& language) {
  bool needed = language.right_to_left;
  for (const Character& c : items.characters) needed |= c.code >= 0x590;
  if (!needed) return;
  const auto size = static_cast<FriBidiStrIndex>(items.characters.size());
  std::vector<FriBidiChar> codes;
  for (const Character& c : items.characters) codes.push_back(c.code);
  std::vector<FriBidiCharType> types(codes.size());
  std::vector<FriBidiBracketType> brackets(codes.size());
  std::vector<FriBidiLevel> levels(codes.size());
  fribidi_get_bidi_types(codes.data(), size, types.data());
  fribidi_get_bracket_types(codes.data(), size, types.data(), brackets.data());
  FriBidiParType base = language.right_to_left ? FRIBIDI_PAR_WRTL : FRIBIDI_PAR_ON;
  if (fribidi_get_par_embedding_levels_ex(types.data(), brackets.data(), size, &base,
                                          levels.data()) == 0) {
    return;
  }
  items.right_to_left = FRIBIDI_IS_RTL(base);
  for (size_t i = 0; i < codes.size(); ++i) {
    items.characters[i].level = static_cast<uint8_t>(levels[i]);
  }
}

bool IsReal(hb_script_t script) {
  return script != HB_SCRIPT_COMMON && script != HB_SCRIPT_INHERITED;
}

void FindScripts(std::vector<Character>& characters) {
  hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
  for (Character& c : characters) {
    c.script = hb_unicode_script(unicode, c.code);
    c.common = c.script == HB_SCRIPT_COMMON;
  }
  hb_script_t previous = HB_SCRIPT_COMMON;
  for (Character& c : characters) {
    if (IsReal(c.script)) {
      previous = c.script;
    } else {
      c.script = previous;
    }
  }
  hb_script_t next = HB_SCRIPT_LATIN;
  for (auto c = characters.rbegin(); c != characters.rend(); ++c) {
    if (IsReal(c->script)) {
      next = c->script;
    } else {
      c->script = next;
    }
  }
}

}  // namespace

tl::expected<Items, NoGlyph> Itemize(const std::vector<StyledText>& texts,
                                     const PageLanguage& language) {
  Items items;
  items.breaks_anywhere = language.breaks_anywhere;
  for (const StyledText& styled : texts) {
    const size_t offset = items.text.size();
    for (size_t pos = 0; pos < styled.text.size();) {
      Character c;
      c.byte = static_cast<uint32_t>(offset + pos);
      c.style = static_cast<uint32_t>(styled.style);
      c.code = DecodeUtf8(styled.text, pos).value_or(U'\uFFFF');
      if (IsForbidden(c.code)) return tl::unexpected(NoGlyph{c.byte, c.code});
      items.characters.push_back(c);
    }
    items.text += styled.text;
  }
  FindLevels(items, language);
  FindScripts(items.characters);
  return items;
}

void FindBreaks(const Items& items, std::vector<uint32_t>& words,
                std::vector<uint32_t>& ideographs) {
  for (size_t i = 1; i < items.characters.size(); ++i) {
    const Character& before = items.characters[i - 1];
    const Character& here = items.characters[i];
    if (IsSpace(before.code) && !IsSpace(here.code)) {
      words.push_back(here.byte);
    } else if (items.breaks_anywhere) {
      if (!BreaksBetween(before.code, here.code)) continue;
      (EndsPart(before.code) ? words : ideographs).push_back(here.byte);
    } else if (IsIdeograph(before.code) && IsIdeograph(here.code) &&
               !ClingsToPrevious(here.code)) {
      ideographs.push_back(here.byte);
    }
  }
}

}  // namespace certseal
