// SPDX-License-Identifier: Apache-2.0
#include "page/script_face.h"

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr int kMostCapitals = 3;  // one after the other

bool IsMark(hb_unicode_general_category_t category) {
  return category == HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK;
}

bool HasWordOfCapitals(std::u32string_view text) {
  hb_unicode_funcs_t* unicode = hb_unicode_funcs_get_default();
  int capitals = 0;
  for (const char32_t c : text) {
    const auto category = hb_unicode_general_category(unicode, c);
    if (IsMark(category)) continue;
    const bool capital = category == HB_UNICODE_GENERAL_CATEGORY_UPPERCASE_LETTER;
    capitals = capital ? capitals + 1 : 0;
    if (capitals > kMostCapitals) return true;
  }
  return false;
}

}  // namespace

std::string WhyNotInScript(std::string_view text, const Face& face) {
  const std::u32string characters = ToUtf32(Nfc(text));
  for (const char32_t c : characters) {
    if (face.Covers(c)) continue;
    return StrCat(Quote(text, 80), " is not set in script: ", face.spec().family,
                  " has no ", Quote(ToUtf8(std::u32string_view(&c, 1))));
  }
  if (!HasWordOfCapitals(characters)) return "";
  return StrCat(Quote(text, 80),
                " is not set in script, whose capitals do not make up whole words");
}

}  // namespace certseal
