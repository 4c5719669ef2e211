// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pdf/parsed_pdf.h"
#include "pdf/refusal.h"

namespace certseal {

// CheckPdfContent holds a document against the fourth rule of docs/pdf.md: a catalog
// with known entries only, no annotation or form field but those of one signature
// (whose own form CheckSignatureField looks at), nothing that runs, that opens by
// itself, that can be shown or hidden, or that comes from outside the file.
PdfResult<void> CheckPdfContent(const ParsedPdf& document);

}  // namespace certseal
