// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace certseal {

// DecodeUtf8 reads the code point at text[pos] and moves pos behind it. It fails on
// what Unicode's table 3-7 does not list (overlong forms, surrogates, past 10FFFF,
// truncated); pos is then unspecified. Needs pos < text.size().
std::optional<char32_t> DecodeUtf8(std::string_view text, size_t& pos);

// FindInvalidUtf8 gives the offset of the first byte that is not well-formed UTF-8.
std::optional<size_t> FindInvalidUtf8(std::string_view text);

void AppendUtf8(std::string& out, char32_t c);

// ToUtf32 decodes well-formed UTF-8; the caller has checked it.
std::u32string ToUtf32(std::string_view text);
std::string ToUtf8(std::u32string_view text);

// Utf8Prefix gives at most max_bytes of text, not ending inside a character.
std::string_view Utf8Prefix(std::string_view text, size_t max_bytes);

// Nfc composes (Unicode normalization form C). Text must be well-formed UTF-8.
std::string Nfc(std::string_view text);

// FoldForSearch maps spellings that a person takes for the same name to one string:
// compatibility-decomposed, case-folded, without the marks that people leave out (accents,
// Hebrew points, Arabic vowel signs), apostrophe and hyphen variants unified, white space runs as one space, trimmed. Letters without a
// decomposition fold to the base letter people type (ø→o, ł→l, đ→d, ı→i, ß→ss, æ→ae).
std::string FoldForSearch(std::string_view text);

// DisplayWidth gives the columns text takes on a terminal.
int DisplayWidth(std::string_view text);

}  // namespace certseal
