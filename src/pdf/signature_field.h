// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "pdf/parsed_pdf.h"
#include "pdf/refusal.h"

namespace certseal {

// CheckSignatureField holds a document against the part of the fourth rule of
// docs/pdf.md that allows something: a form with one field, its one widget an invisible
// annotation of the page and the page's only one, its value the signature dictionary,
// which certifies the document against any change (DocMDP, P 1). Each of these
// dictionaries has the entries that the writer makes, and no others.
PdfResult<void> CheckSignatureField(const ParsedPdf& document);

}  // namespace certseal
