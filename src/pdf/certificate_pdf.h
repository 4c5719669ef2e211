// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pdf/embedded_file.h"
#include "pdf/refusal.h"

namespace certseal {

// CertificatePdf is a certificate's file that keeps the closed profile of
// docs/pdf.md: only what the school's own program writes. An object that exists has passed.
//
// Rules 1, 2, 4 and 6 are checked, the structure. Rules 3 and 5 concern the PDF's own
// signature, which this version's writer does not make; so a CertificatePdf says which
// record belongs to the page, not that the page is what the school drew.
class CertificatePdf {
 public:
  // Read refuses with the first rule that does not hold. PdfRule::kIsPdf means that the
  // file is no PDF at all; any other, that it is a PDF but no untouched certificate.
  // `file` is not kept.
  static PdfResult<CertificatePdf> Read(std::string_view file);

  // record() is the bytes of record.json, at most 256 KB. Nothing is known about them
  // yet.
  const std::string& record() const;

  const std::vector<PdfEmbeddedFile>& embedded_files() const { return embedded_files_; }

 private:
  explicit CertificatePdf(std::vector<PdfEmbeddedFile> files)
      : embedded_files_(std::move(files)) {}

  std::vector<PdfEmbeddedFile> embedded_files_;
};

}  // namespace certseal
