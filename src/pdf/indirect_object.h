// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "pdf/object.h"
#include "pdf/refusal.h"
#include "pdf/xref.h"

namespace certseal {

// PdfIndirectObject is one of the objects that the cross-reference table lists.
struct PdfIndirectObject {
  size_t node = 0;                         // its value's index on the tape
  size_t end = 0;                          // the offset behind it
  std::optional<std::string_view> stream;  // the bytes as they stand in the file
};

// ReadIndirectObject reads an object, which must be exactly
//
//   N " 0 obj" LF value LF "endobj" LF
//   N " 0 obj" LF dictionary LF "stream" CR LF bytes LF "endstream" LF "endobj" LF
//
// with as many bytes as the dictionary's Length says, a number or a reference to one;
// its value goes on the tape. Needs a number that the table has.
PdfResult<PdfIndirectObject> ReadIndirectObject(std::string_view file,
                                                const PdfXref& xref, size_t number,
                                                std::vector<PdfNode>& tape);

}  // namespace certseal
