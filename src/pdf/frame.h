// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "pdf/refusal.h"

namespace certseal {

inline constexpr size_t kMaxPdfBytes = 4 * 1024 * 1024;

// The header is "%PDF-1.N\n%bbbb\n", each b a byte of at least 0x80: then come objects.
inline constexpr size_t kPdfHeaderSize = 15;

// LooksLikePdf tells whether a reader might open a file as a PDF: readers search the
// header in the first 1,024 bytes.
bool LooksLikePdf(std::string_view file);

// CheckPdfFrame holds a file against the first rule of docs/pdf.md as far as its
// bytes show it: the size, the header at byte 0, exactly one `startxref` and one
// `%%EOF`, nothing after it. What is no PDF at all is refused with PdfRule::kIsPdf.
PdfResult<void> CheckPdfFrame(std::string_view file);

}  // namespace certseal
