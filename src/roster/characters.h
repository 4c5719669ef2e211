// SPDX-License-Identifier: Apache-2.0
//
// What a character is to a name or a cell.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace certseal {

// IsSpace: space, tab and every space separator of Unicode (no-break, ideographic ...).
bool IsSpace(char32_t c);

// IsInvisible: what takes no room and that a person cannot see in a cell: zero-width
// spaces, byte order marks, soft hyphens, direction marks. The joiners U+200C and
// U+200D are not among them: Persian and Indic names need them.
bool IsInvisible(char32_t c);
bool IsJoiner(char32_t c);

bool IsLetter(char32_t c);
bool IsMark(char32_t c);  // combining
bool IsUpper(char32_t c);
bool IsLower(char32_t c);

// IsControl: controls, separators of lines, private use, unassigned and noncharacters,
// and the replacement character, which stands for something lost.
bool IsControl(char32_t c);

// IsIdeographic: Han, kana or hangul, where the family name often stands first.
bool IsIdeographic(char32_t c);

// IsAscii: printable ASCII only, which is most cells and spares them Unicode's rules.
bool IsAscii(std::string_view text);

// IsPlainNumber: digits with an optional sign and an optional point or comma.
bool IsPlainNumber(std::string_view text);

// SplitWords cuts at spaces; no word is empty.
std::vector<std::string> SplitWords(std::string_view text);

}  // namespace certseal
