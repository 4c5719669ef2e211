// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "pdf/embedded_file.h"
#include "pdf/pdf_signature.h"
#include "pdf/refusal.h"

namespace certseal {

// CertificatePdf is a certificate's file that keeps the closed profile of
// docs/pdf.md: only what the school's own program writes. An object that exists has
// passed.
//
// So every byte of it is as one signer left it. Whether the signer is a school, its key
// must tell: signature().signer is whatever certificate the file brought along.
class CertificatePdf {
 public:
  // Read refuses with the first rule that does not hold. PdfRule::kIsPdf means that the
  // file is no PDF at all; any other, that it is a PDF but no untouched certificate.
  // `file` is not kept.
  static PdfResult<CertificatePdf> Read(std::string_view file);

  const PdfSignature& signature() const { return signature_; }

  // record() is the bytes of record.json, at most 256 KB. Nothing is known about them
  // yet.
  const std::string& record() const;

  // proof() is the text of record.tlog-proof, where there is one, as little judged.
  std::optional<std::string> proof() const;

  const std::vector<PdfEmbeddedFile>& embedded_files() const { return embedded_files_; }

 private:
  CertificatePdf(PdfSignature signature, std::vector<PdfEmbeddedFile> files)
      : signature_(std::move(signature)), embedded_files_(std::move(files)) {}

  PdfSignature signature_;
  std::vector<PdfEmbeddedFile> embedded_files_;
};

}  // namespace certseal
