// SPDX-License-Identifier: Apache-2.0
#include "base/unicode.h"

#include <cstdlib>
#include <memory>

#include <utf8proc.h>

namespace certseal {
namespace {

std::string Map(std::string_view text, int options) {
  utf8proc_uint8_t* raw = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &raw,
                   static_cast<utf8proc_option_t>(options));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owned(raw, &std::free);
  if (size < 0) return std::string(text);
  return std::string(reinterpret_cast<char*>(raw), static_cast<size_t>(size));
}

// The base letters of those that Unicode does not decompose.
std::string_view BaseLetter(char32_t c) {
  switch (c) {
    case U'ø': return "o";
    case U'ł': return "l";
    case U'đ': case U'ð': return "d";
    case U'ħ': return "h";
    case U'ı': return "i";
    case U'ŧ': return "t";
    case U'æ': return "ae";
    case U'œ': return "oe";
    case U'þ': return "th";
    default: return {};
  }
}

bool IsApostrophe(char32_t c) {
  return c == U'\u2018' || c == U'\u2019' || c == U'\u02bc' || c == U'\u02bb' ||
         c == U'`' || c == U'\u00b4' || c == U'\u2032';
}

bool IsHyphen(char32_t c) { return (c >= U'\u2010' && c <= U'\u2015') || c == U'\u2212'; }

// Marks that people leave out when they type a name: accents on Latin, Greek and
// Cyrillic letters, Hebrew points, Arabic vowel signs. Not the marks of Indic scripts,
// Thai or kana, which spell.
bool IsOptionalMark(char32_t c) {
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x487) ||
         (c >= 0x591 && c <= 0x5c7 && c != 0x5be && c != 0x5c0 && c != 0x5c3) ||
         (c >= 0x610 && c <= 0x61a) || (c >= 0x64b && c <= 0x65f) || c == 0x670 ||
         (c >= 0x1ab0 && c <= 0x1aff) || (c >= 0x1dc0 && c <= 0x1dff) ||
         (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

}  // namespace

std::optional<char32_t> DecodeUtf8(std::string_view text, size_t& pos) {
  const auto byte = [&](size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const unsigned lead = byte(pos);
  if (lead < 0x80) {
    ++pos;
    return lead;
  }
  const size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4 || pos + length > text.size()) return std::nullopt;
  char32_t c = lead & (0x7fu >> length);
  for (size_t i = 1; i < length; ++i) {
    if ((byte(pos + i) & 0xc0) != 0x80) return std::nullopt;
    c = (c << 6) | (byte(pos + i) & 0x3f);
  }
  constexpr char32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (c < kSmallest[length] || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
    return std::nullopt;
  }
  pos += length;
  return c;
}

std::optional<size_t> FindInvalidUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const size_t start = i;
    if (static_cast<unsigned char>(text[i]) < 0x80) ++i;  // as almost all of it
    else if (!DecodeUtf8(text, i)) return start;
  }
  return std::nullopt;
}

void AppendUtf8(std::string& out, char32_t c) {
  utf8proc_uint8_t buffer[4];
  const utf8proc_ssize_t size =
      utf8proc_encode_char(static_cast<utf8proc_int32_t>(c), buffer);
  out.append(reinterpret_cast<char*>(buffer), static_cast<size_t>(size));
}

std::u32string ToUtf32(std::string_view text) {
  std::u32string out;
  for (size_t i = 0; i < text.size();) {
    const std::optional<char32_t> c = DecodeUtf8(text, i);
    if (!c) break;
    out += *c;
  }
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) AppendUtf8(out, c);
  return out;
}

std::string_view Utf8Prefix(std::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

std::string Nfc(std::string_view text) {
  return Map(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string FoldForSearch(std::string_view text) {
  const std::string mapped = Map(text, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE |
                                           UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                           UTF8PROC_IGNORE);
  std::string out;
  for (size_t i = 0; i < mapped.size();) {
    const std::optional<char32_t> c = DecodeUtf8(mapped, i);
    if (!c) break;
    const utf8proc_category_t category =
        utf8proc_category(static_cast<utf8proc_int32_t>(*c));
    if (IsOptionalMark(*c)) continue;
    if (category == UTF8PROC_CATEGORY_ZS || (*c >= '\t' && *c <= '\r')) {
      if (!out.empty() && out.back() != ' ') out += ' ';
    } else if (IsApostrophe(*c)) {
      out += '\'';
    } else if (IsHyphen(*c)) {
      out += '-';
    } else if (const std::string_view base = BaseLetter(*c); !base.empty()) {
      out += base;
    } else {
      AppendUtf8(out, *c);
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

int DisplayWidth(std::string_view text) {
  int width = 0;
  for (size_t i = 0; i < text.size();) {
    const std::optional<char32_t> c = DecodeUtf8(text, i);
    if (!c) return width + static_cast<int>(text.size() - i);
    width += utf8proc_charwidth(static_cast<utf8proc_int32_t>(*c));
  }
  return width;
}

}  // namespace certseal
