// SPDX-License-Identifier: Apache-2.0
#include "pdf/xref.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kHead = "xref\n0 ";
constexpr std::string_view kFreeEntry = "0000000000 65535 f\r\n";
constexpr std::string_view kEntryTail = " 00000 n\r\n";
constexpr std::string_view kTrailer = "trailer\n";
constexpr std::string_view kStart = "\nstartxref\n";
constexpr size_t kDigits = 10;

tl::unexpected<PdfRefusal> BadTable(std::string detail, size_t offset) {
  return Refuse(PdfRule::kXrefTable, std::move(detail), offset);
}

PdfResult<size_t> FindTable(std::string_view file, size_t start) {
  const size_t number = start + kStart.size();
  const std::string_view tail = file.substr(number);
  const std::optional<uint64_t> offset = ParseDecimal(tail.substr(0, tail.find('\n')));
  if (!offset || tail != StrCat(*offset, "\n%%EOF\n")) {
    return BadTable("the file's last lines are not startxref, a number and %%EOF",
                    number);
  }
  if (*offset >= start) {
    return BadTable("startxref points behind the cross-reference table", number);
  }
  const std::string_view table = file.substr(*offset);
  if (table.starts_with(kHead)) return static_cast<size_t>(*offset);
  const size_t number_end = table.find_first_not_of("0123456789");
  const bool stream =
      number_end != 0 &&
      table.substr(std::min(number_end, table.size())).starts_with(" 0 obj");
  return BadTable(stream ? "the cross-reference is a stream, not a table"
                         : "startxref does not point at a cross-reference table",
                  number);
}

PdfResult<size_t> ReadEntry(std::string_view file, size_t pos) {
  const std::string_view entry = file.substr(pos, kFreeEntry.size());
  size_t offset = 0;
  const std::string_view digits = entry.substr(0, kDigits);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), offset);
  if (entry.size() != kFreeEntry.size() || error != std::errc() ||
      end != digits.data() + kDigits || entry.substr(kDigits) != kEntryTail) {
    return BadTable(
        "a line of the cross-reference table is not one of an object in use", pos);
  }
  return offset;
}

bool IsObjectAt(std::string_view file, size_t offset, size_t number) {
  return offset < file.size() &&
         file.substr(offset).starts_with(StrCat(number, " 0 obj\n"));
}

}  // namespace

PdfResult<PdfXref> ReadPdfXref(std::string_view file) {
  PdfXref xref;
  xref.end = file.find(kStart);
  if (xref.end == std::string_view::npos) {
    return BadTable("startxref does not stand on a line of its own", file.size());
  }
  ASSIGN_OR_RETURN(xref.begin, FindTable(file, xref.end));

  size_t pos = xref.begin + kHead.size();
  const size_t line_end = file.find('\n', pos);
  const std::optional<uint64_t> size = ParseDecimal(file.substr(pos, line_end - pos));
  if (!size || *size < 2 || *size > kMaxPdfObjects + 1) {
    return BadTable("the cross-reference table has no usable count of objects", pos);
  }
  pos = line_end + 1;
  if (!file.substr(pos).starts_with(kFreeEntry)) {
    return BadTable(
        "the cross-reference table begins differently, as when another program "
        "saved the file",
        pos);
  }
  xref.offsets.push_back(0);
  for (size_t number = 1; number < *size; ++number) {
    pos += kFreeEntry.size();
    ASSIGN_OR_RETURN(const size_t offset, ReadEntry(file, pos));
    if (!IsObjectAt(file, offset, number)) {
      return Refuse(
          PdfRule::kOffsets,
          StrCat("object ", number, " is not where the cross-reference table says"),
          pos);
    }
    xref.offsets.push_back(offset);
  }
  pos += kFreeEntry.size();
  if (!file.substr(pos).starts_with(kTrailer)) {
    return BadTable("the cross-reference table is not followed by the trailer", pos);
  }
  xref.trailer = pos + kTrailer.size();
  return xref;
}

}  // namespace certseal
