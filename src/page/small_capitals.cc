// SPDX-License-Identifier: Apache-2.0
#include "page/small_capitals.h"

#include <cstdlib>

#include "base/unicode.h"

namespace certseal {
namespace {

// Whether a mark stands over or under its letter, the glyph before it: their middles are
// less than a sixth of the size apart.
bool StandsWithItsLetter(const Run& run, size_t mark) {
  const Glyph& base = run.glyphs[mark - 1];
  const Glyph& glyph = run.glyphs[mark];
  hb_glyph_extents_t letter = {}, ink = {};
  hb_font_get_glyph_extents(run.face->font(), base.id, &letter);
  hb_font_get_glyph_extents(run.face->font(), glyph.id, &ink);
  const int middle = base.dx + letter.x_bearing + letter.width / 2;
  const int over = base.advance + glyph.dx + ink.x_bearing + ink.width / 2;
  return glyph.advance == 0 && std::abs(over - middle) * 6 < run.face->units_per_em();
}

}  // namespace

bool IsSmallCapitals(std::string_view feature) {
  return feature == "smcp" || feature == "c2sc";
}

bool DrewSmallCapitals(const Run& run, std::string_view text) {
  for (size_t i = 0; i < run.glyphs.size(); ++i) {
    const Glyph& glyph = run.glyphs[i];
    if (i > 0 && run.glyphs[i - 1].cluster == glyph.cluster) {
      if (!StandsWithItsLetter(run, i)) return false;
      continue;
    }
    size_t pos = glyph.cluster;
    const char32_t c = DecodeUtf8(text, pos).value_or(' ');
    const auto category =
        hb_unicode_general_category(hb_unicode_funcs_get_default(), c);
    const bool lower = category == HB_UNICODE_GENERAL_CATEGORY_LOWERCASE_LETTER;
    if (!lower && category != HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER) continue;
    hb_codepoint_t usual = 0;
    hb_glyph_extents_t ink = {};
    hb_font_get_nominal_glyph(run.face->font(), c, &usual);
    hb_font_get_glyph_extents(run.face->font(), glyph.id, &ink);
    if ((lower && glyph.id == usual) || ink.width == 0) return false;
  }
  return true;
}

}  // namespace certseal
