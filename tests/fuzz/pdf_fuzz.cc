// SPDX-License-Identifier: Apache-2.0
// links: pdf
// seeds: pdf-corpus/*.pdf
//
// libFuzzer entry of the PDF reader: whatever the bytes, reading ends without a crash,
// and what was accepted keeps its promises.
#include "fuzz/fuzz.h"
#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using certseal::Require;
  const std::string_view file = certseal::TextOf(data, size);
  const auto pdf = certseal::CertificatePdf::Read(file);
  if (pdf) {
    Require(pdf->record().size() <= certseal::kMaxEmbeddedFile);
    Require(file.starts_with("%PDF-1.") && file.ends_with("\n%%EOF\n"));
    Require(!pdf->signature().signer.spki().empty());
  } else {
    Require(pdf.error().offset <= size && !pdf.error().detail.empty());
  }
  for (const std::string& record : certseal::SalvageRecords(file)) {
    Require(record.starts_with('{') && record.ends_with('}'));
  }
  for (const std::string& der : certseal::SalvageSignatures(file)) {
    Require(der.size() < size);
    static_cast<void>(certseal::ClaimedSigner(der));
  }
  return 0;
}
