// SPDX-License-Identifier: Apache-2.0
#include "pdf/indirect_object.h"

#include "base/strings.h"
#include "pdf/object_parser.h"

namespace certseal {
namespace {

constexpr std::string_view kEndObject = "\nendobj\n";
constexpr std::string_view kStream = "\nstream\r\n";
constexpr std::string_view kEndStream = "\nendstream\nendobj\n";

constexpr size_t kMaxNumberObject = 40;  // the digits of a number and kEndObject

tl::unexpected<PdfRefusal> BadObject(size_t number, std::string_view detail,
                                     size_t offset) {
  return Refuse(PdfRule::kObjectSyntax, StrCat("object ", number, " ", detail), offset);
}

size_t ValueBegin(const PdfXref& xref, size_t number) {
  return xref.offsets[number] + StrCat(number, " 0 obj\n").size();
}

// Reads the number that a Length refers to from its bytes alone: no object is needed to
// read another, so there is nothing to loop over.
std::optional<uint64_t> ReferredNumber(std::string_view file, const PdfXref& xref,
                                       uint32_t number) {
  if (number > xref.object_count()) return std::nullopt;
  const std::string_view text = file.substr(ValueBegin(xref, number), kMaxNumberObject);
  const size_t end = text.find('\n');
  if (end == std::string_view::npos || !text.substr(end).starts_with(kEndObject)) {
    return std::nullopt;
  }
  return ParseDecimal(text.substr(0, end));
}

std::optional<uint64_t> Length(std::string_view file, const PdfXref& xref,
                               const PdfObject& dictionary) {
  const PdfObject length = dictionary.Find("Length");
  if (const std::optional<uint32_t> number = length.Reference()) {
    return ReferredNumber(file, xref, *number);
  }
  const std::optional<int64_t> size = length.Integer();
  if (!size || *size < 0) return std::nullopt;
  return static_cast<uint64_t>(*size);
}

}  // namespace

PdfResult<PdfIndirectObject> ReadIndirectObject(std::string_view file,
                                                const PdfXref& xref, size_t number,
                                                std::vector<PdfNode>& tape) {
  PdfIndirectObject object;
  object.node = tape.size();
  ASSIGN_OR_RETURN(size_t pos, ParsePdfValue(file, ValueBegin(xref, number), tape));
  const PdfObject value(&tape[object.node]);
  if (value.Reference()) {
    return BadObject(number, "is only a reference", value.offset());
  }
  if (file.substr(pos).starts_with(kEndObject)) {
    object.end = pos + kEndObject.size();
    return object;
  }
  if (value.kind() != PdfKind::kDictionary || !file.substr(pos).starts_with(kStream)) {
    return BadObject(number, "does not end where its value ends", pos);
  }
  pos += kStream.size();
  const std::optional<uint64_t> size = Length(file, xref, value);
  if (!size || *size > file.size() - pos) {
    return BadObject(number, "is a stream without a usable length", value.offset());
  }
  object.stream = file.substr(pos, *size);
  pos += *size;
  if (!file.substr(pos).starts_with(kEndStream)) {
    return BadObject(number, "is a stream of another length than it says", pos);
  }
  object.end = pos + kEndStream.size();
  return object;
}

}  // namespace certseal
