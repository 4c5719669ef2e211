// SPDX-License-Identifier: Apache-2.0
//
// The place for the document's signature (ISO 32000-1, 12.8; ETSI EN 319 142-1): one
// invisible field, and a signature dictionary whose value is filled in afterwards. It
// certifies the document and allows no change to it (DocMDP, P 1).
#pragma once

#include <string>

#include "page/pdf_document.h"
#include "page/renderer.h"

namespace certseal {

// The key of the field in the structure's parent tree.
inline constexpr int kSignatureParentKey = 1;

// SignatureDescription is what assistive technology says of the field.
std::string SignatureDescription(const DocumentInfo& info);

// AddSignatureField adds the field to page and catalog, and gives its widget. The
// signature dictionary holds, exactly,
//
//   /ByteRange [0 0000000000 0000000000 0000000000]
//   /Contents <00...00>
//
// with two zeros for each of info.signature_bytes. Called before anything that holds
// text from outside is added, that text comes first in the file.
HPDF_Dict AddSignatureField(PdfDocument& pdf, HPDF_Page page, const DocumentInfo& info);

}  // namespace certseal
