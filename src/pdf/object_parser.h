// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "pdf/object.h"
#include "pdf/refusal.h"

namespace certseal {

// What one file may hold at most; a certificate needs a tenth.
inline constexpr size_t kMaxPdfDepth = 32;
inline constexpr size_t kMaxPdfNodes = 100'000;
inline constexpr size_t kMaxPdfDictionary = 256;  // entries of one dictionary

// ParsePdfValue reads the value that begins at `pos`, appends it to the tape and gives
// the offset behind it. Refuses with PdfRule::kObjectSyntax what the lexer refuses, a
// key that stands twice in one dictionary, and what exceeds the limits. No recursion.
// Needs pos <= file.size().
PdfResult<size_t> ParsePdfValue(std::string_view file, size_t pos,
                                std::vector<PdfNode>& tape);

}  // namespace certseal
