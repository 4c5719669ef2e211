// SPDX-License-Identifier: Apache-2.0
#include "pdf/certificate_pdf.h"

#include <algorithm>

#include "pdf/content_rules.h"
#include "pdf/parsed_pdf.h"
#include "pdf/signature_field.h"
#include "pdf/signed_range.h"

namespace certseal {

PdfResult<CertificatePdf> CertificatePdf::Read(std::string_view file) {
  // 1. One revision from the first byte to the last, and 2. a classic table of objects
  //    that tile the file and that the trailer leads to.
  ASSIGN_OR_RETURN(const ParsedPdf document, ParsedPdf::Parse(file));
  // 3. One ByteRange over every byte but the signature's own.
  ASSIGN_OR_RETURN(const SignedRange range, ReadSignedRange(document));
  // 4. One signature field that permits no changes, no other annotation or field, and
  //    nothing active, hidden or from outside.
  TRY(CheckPdfContent(document));
  TRY(CheckSignatureField(document));
  // 5. The CMS signature, in the one form that the writer gives it.
  ASSIGN_OR_RETURN(PdfSignature signature, ReadPdfSignature(document, range));
  // 6. The record, only through the catalog's AF array.
  ASSIGN_OR_RETURN(std::vector<PdfEmbeddedFile> files, ReadEmbeddedFiles(document));
  return CertificatePdf(std::move(signature), std::move(files));
}

const std::string& CertificatePdf::record() const {
  return std::ranges::find(embedded_files_, kRecordFileName, &PdfEmbeddedFile::name)
      ->bytes;
}

std::optional<std::string> CertificatePdf::proof() const {
  const auto file =
      std::ranges::find(embedded_files_, kProofFileName, &PdfEmbeddedFile::name);
  if (file == embedded_files_.end()) return std::nullopt;
  return file->bytes;
}

}  // namespace certseal
