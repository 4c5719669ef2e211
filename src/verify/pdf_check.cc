// SPDX-License-Identifier: Apache-2.0
#include "verify/pdf_check.h"

#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"

namespace certseal {

PdfFinding CheckPdf(std::string_view file) {
  const PdfResult<CertificatePdf> pdf = CertificatePdf::Read(file);
  if (!pdf) {
    return {{"document", CheckResult::kFail, Describe(pdf.error())},
            pdf.error().detail,
            SalvageRecords(file)};
  }
  return {{"document", CheckResult::kUnknown,
           "its structure is that of an untouched certificate; it carries no signature "
           "over the page"},
          "",
          {pdf->record()}};
}

}  // namespace certseal
