// SPDX-License-Identifier: Apache-2.0
//
// libFuzzer entry of the PDF reader: whatever the bytes, reading ends without a crash,
// and what was accepted keeps its promises.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"

namespace {

void Demand(bool promise) {
  if (!promise) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view file(reinterpret_cast<const char*>(data), size);
  const auto pdf = certseal::CertificatePdf::Read(file);
  if (pdf) {
    Demand(pdf->record().size() <= certseal::kMaxEmbeddedFile);
    Demand(file.starts_with("%PDF-1.") && file.ends_with("\n%%EOF\n"));
    Demand(!pdf->signature().signer.spki().empty());
  } else {
    Demand(pdf.error().offset <= size && !pdf.error().detail.empty());
  }
  for (const std::string& record : certseal::SalvageRecords(file)) {
    Demand(record.starts_with('{') && record.ends_with('}'));
  }
  for (const std::string& der : certseal::SalvageSignatures(file)) {
    Demand(der.size() < size);
    static_cast<void>(certseal::ClaimedSigner(der));
  }
  return 0;
}
