// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "pdf/parsed_pdf.h"
#include "pdf/refusal.h"

namespace certseal {

// SignedRange is what a signature covers and the signature itself.
struct SignedRange {
  std::string_view before;  // from the file's first byte up to the "<" of Contents
  std::string_view after;   // from behind its ">" to the file's last byte
  std::string der;          // the CMS object, without the zeros behind it
};

// FindSignature gives the signature dictionary that the form's only field has as its
// value; nothing where there is none. Whether field and form are as they must be is
// the fourth rule's matter.
PdfObject FindSignature(const ParsedPdf& document);

// ReadSignedRange holds a document against the third rule of docs/pdf.md: exactly one
// ByteRange, [0 a b c]; b + c is the file's size; the gap from a to b is the string of
// Contents with its angle brackets, in lower-case hex, a DER value and then only zeros.
PdfResult<SignedRange> ReadSignedRange(const ParsedPdf& document);

}  // namespace certseal
