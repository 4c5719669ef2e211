// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "pdf/refusal.h"

namespace certseal {

inline constexpr size_t kMaxPdfObjects = 4096;

// PdfXref is the cross-reference table: where the objects 1 to object_count() begin.
struct PdfXref {
  size_t begin = 0;    // of "xref"
  size_t trailer = 0;  // of the trailer's dictionary
  size_t end = 0;      // of the trailer's dictionary: the "\n" before startxref
  std::vector<size_t> offsets;  // by object number; that of 0 is 0

  size_t object_count() const { return offsets.size() - 1; }
};

// ReadPdfXref reads the end of a file that passed CheckPdfFrame, which must be exactly
//
//   xref LF "0 " count LF
//   "0000000000 65535 f" CR LF
//   (ten digits " 00000 n" CR LF) for each object
//   trailer LF dictionary LF startxref LF (decimal: where xref stands) LF %%EOF LF
//
// (ISO 32000-1 §7.5.4 and §7.5.5: one section, one subsection, no free objects). Each
// offset is checked to point at "N 0 obj" LF; the trailer's dictionary is not read.
// At most kMaxPdfObjects objects.
PdfResult<PdfXref> ReadPdfXref(std::string_view file);

}  // namespace certseal
