// SPDX-License-Identifier: Apache-2.0
#include "pdf/pdf_signature.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

// D:YYYYMMDDHHmmSS in UTC, which ISO 32000-1 §7.9.4 lets one write in three ways.
std::optional<Timestamp> ReadPdfDate(std::string_view text) {
  constexpr std::string_view kUtc[] = {"Z", "+00'00'", "+00'00"};
  constexpr size_t kZone = 16;
  if (!text.starts_with("D:") || text.size() <= kZone ||
      std::ranges::find(kUtc, text.substr(kZone)) == std::end(kUtc)) {
    return std::nullopt;
  }
  const auto part = [&](size_t at, size_t size) { return text.substr(at, size); };
  return Timestamp::ParseRfc3339(StrCat(part(2, 4), '-', part(6, 2), '-', part(8, 2),
                                        'T', part(10, 2), ':', part(12, 2), ':',
                                        part(14, 2), 'Z'));
}

}  // namespace

PdfResult<PdfSignature> ReadPdfSignature(const ParsedPdf& document,
                                         const SignedRange& range) {
  const PdfObject signature = FindSignature(document);
  const size_t offset = signature.Find("Contents").offset();
  Result<SignedData> data =
      ReadSignedData(range.der, Sha256(range.before, range.after));
  if (!data) {
    return Refuse(PdfRule::kCms,
                  StrCat("its signature does not hold: ", data.error().message),
                  offset);
  }
  const auto signed_at = ReadPdfDate(signature.Find("M").String().value_or(""));
  if (!signed_at) {
    return Refuse(PdfRule::kSigningTime, "the signature does not state its time",
                  signature.offset());
  }
  return PdfSignature{data->signer(), *signed_at, std::move(data->timestamp)};
}

}  // namespace certseal
