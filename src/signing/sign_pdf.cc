// SPDX-License-Identifier: Apache-2.0
#include "signing/sign_pdf.h"

#include <cstdio>

#include "base/encoding.h"
#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kByteRange =
    "/ByteRange [0 0000000000 0000000000 0000000000]";
constexpr std::string_view kContents = "/Contents <00";  // of a page: a reference
constexpr size_t kMaxOffset = 9'999'999'999;

struct Gap {
  size_t begin;  // of "<"
  size_t end;    // behind ">"
  size_t digits() const { return end - begin - 2; }
};

Result<Gap> FindGap(std::string_view pdf) {
  const size_t at = pdf.find(kContents);
  if (at == std::string_view::npos) {
    return Fail("the PDF leaves no room for a signature");
  }
  if (pdf.find(kContents, at + 1) != std::string_view::npos) {
    return Fail("the PDF leaves room for two signatures");
  }
  const size_t begin = at + kContents.find('<');
  const size_t close = pdf.find_first_not_of('0', begin + 1);
  if (close == std::string_view::npos || pdf[close] != '>') {
    return Fail("the PDF's room for a signature is not empty");
  }
  return Gap{begin, close + 1};
}

std::string ByteRange(const Gap& gap, size_t size) {
  char text[64];
  std::snprintf(text, sizeof text, "/ByteRange [0 %010zu %010zu %010zu]", gap.begin,
                gap.end, size - gap.end);
  return text;
}

}  // namespace

Result<void> SignPdf(std::string& pdf, const DocumentSigner& signer) {
  if (pdf.size() > kMaxOffset) return Fail("the PDF is too large to be signed");
  ASSIGN_OR_RETURN(const Gap gap, FindGap(pdf));
  const size_t range = pdf.rfind(kByteRange, gap.begin);
  if (range == std::string::npos) {
    return Fail("the PDF's room for a signature has no ByteRange before it");
  }
  pdf.replace(range, kByteRange.size(), ByteRange(gap, pdf.size()));
  const std::string_view file = pdf;
  ASSIGN_OR_RETURN(const std::string der, signer.Sign(Sha256(file.substr(0, gap.begin),
                                                             file.substr(gap.end))));
  const std::string hex = HexEncode(der);
  if (hex.size() > gap.digits()) {
    return Fail(StrCat("the signature takes ", der.size(),
                       " bytes, the PDF has room for ", gap.digits() / 2));
  }
  pdf.replace(gap.begin + 1, hex.size(), hex);
  return {};
}

}  // namespace certseal
