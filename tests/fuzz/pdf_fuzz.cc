// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer entry of the PDF reader: whatever the bytes, reading ends without a crash,
// and what was accepted keeps its promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto pdf = certseal::CertificatePdf::Read(file);
  if (pdf) {
    if (pdf->record().size() > certseal::kMaxEmbeddedFile) std::abort();
    if (!file.starts_with("%PDF-1.") || !file.ends_with("\n%%EOF\n")) std::abort();
  } else if (pdf.error().offset > size || pdf.error().detail.empty()) {
    std::abort();
  }
  for (const std::string& record : certseal::SalvageRecords(file)) {
    if (!record.starts_with('{') || !record.ends_with('}')) std::abort();
  }
  return 0;
}
