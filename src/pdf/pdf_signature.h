// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/date.h"
#include "crypto/cms.h"
#include "pdf/parsed_pdf.h"
#include "pdf/refusal.h"
#include "pdf/signed_range.h"

namespace certseal {

// PdfSignature is a signature that verifies, over every byte of its file. By whom one
// may rely on, its signer's key decides (spki_digest of `signer`): names and chain are
// what the file brought along.
struct PdfSignature {
  X509Certificate signer;
  Timestamp signed_at;                          // M: the time that the signer states
  std::optional<SignatureTimestamp> timestamp;  // whose authority nobody has judged
};

// ReadPdfSignature holds a document against the fifth rule of docs/pdf.md: the CMS
// object is of the document's bytes, in the one form of crypto/cms.h, and verifies.
PdfResult<PdfSignature> ReadPdfSignature(const ParsedPdf& document,
                                         const SignedRange& range);

}  // namespace certseal
