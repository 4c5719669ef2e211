// SPDX-License-Identifier: Apache-2.0
#include "pdf/signed_range.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/encoding.h"
#include "crypto/der.h"

namespace certseal {
namespace {

constexpr std::string_view kByteRange = "ByteRange";

tl::unexpected<PdfRefusal> BadRange(std::string detail, const PdfObject& at) {
  return Refuse(PdfRule::kByteRange, std::move(detail), at.offset());
}

tl::unexpected<PdfRefusal> BadGap(std::string detail, size_t offset) {
  return Refuse(PdfRule::kContents, std::move(detail), offset);
}

auto CountOf(const ParsedPdf& document, std::string_view name) {
  return std::ranges::count_if(document.values(), [name](const PdfNode& value) {
    return value.kind == PdfKind::kName && value.text == name;
  });
}

// [0 a b c] as four integers of the array's own.
std::optional<std::array<size_t, 4>> ReadNumbers(const PdfObject& array) {
  const std::vector<PdfObject> items = array.Items();
  if (items.size() != 4) return std::nullopt;
  std::array<size_t, 4> numbers{};
  for (size_t i = 0; i < 4; ++i) {
    const std::optional<int64_t> number = items[i].Integer();
    if (!number || *number < 0) return std::nullopt;
    numbers[i] = static_cast<size_t>(*number);
  }
  return numbers;
}

PdfResult<std::string> ReadContents(const PdfObject& contents,
                                    std::string_view digits) {
  const std::string bytes = contents.String().value_or("");
  if (HexEncode(bytes) != digits) {
    return BadGap("the signature is not written in lower-case digits",
                  contents.offset());
  }
  const size_t size = DerSize(bytes);
  if (size == 0) {
    return BadGap("the signature is empty or cut off", contents.offset());
  }
  if (const size_t other = bytes.find_first_not_of('\0', size);
      other != std::string::npos) {
    return BadGap("something stands behind the signature",
                  contents.offset() + 1 + 2 * other);
  }
  return bytes.substr(0, size);
}

}  // namespace

PdfObject FindSignature(const ParsedPdf& document) {
  const PdfObject form = document.Resolve(document.catalog().Find("AcroForm"));
  const std::vector<PdfObject> fields = document.Resolve(form.Find("Fields")).Items();
  if (fields.size() != 1) return {};
  return document.Resolve(document.Resolve(fields[0]).Find("V"));
}

PdfResult<SignedRange> ReadSignedRange(const ParsedPdf& document) {
  // Exactly one ByteRange, in the signature of the form.
  const auto count = CountOf(document, kByteRange);
  const PdfObject signature = FindSignature(document);
  if (count == 0 && signature.IsNull()) {
    return Refuse(PdfRule::kSigned, "it carries no signature",
                  document.catalog().offset());
  }
  const PdfObject range = signature.Find(kByteRange);
  if (count != 1 || range.IsNull()) {
    return BadRange("there is not one ByteRange, in the form's one signature",
                    document.catalog());
  }
  // [0 a b c], b + c is the file's size: the whole file but the gap from a to b.
  const auto numbers = ReadNumbers(range);
  if (!numbers) return BadRange("the ByteRange is not four numbers", range);
  const auto [zero, a, b, c] = *numbers;
  const std::string_view file = document.file();
  if (zero != 0 || a >= b || b > file.size() || c != file.size() - b) {
    return BadRange("the signature does not cover the file from end to end", range);
  }
  // The gap is exactly the hex string of Contents.
  const PdfObject contents = signature.Find("Contents");
  const std::string_view gap = file.substr(a, b - a);
  if (contents.kind() != PdfKind::kHexString || contents.offset() != a ||
      gap.find('>') != gap.size() - 1) {
    return BadRange("what the signature leaves out is not the signature alone", range);
  }
  // Only zeros after the DER.
  ASSIGN_OR_RETURN(std::string der,
                   ReadContents(contents, gap.substr(1, gap.size() - 2)));
  return SignedRange{file.substr(0, a), file.substr(b), std::move(der)};
}

}  // namespace certseal
