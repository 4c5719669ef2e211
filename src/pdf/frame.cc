// SPDX-License-Identifier: Apache-2.0
#include "pdf/frame.h"

#include <algorithm>

#include "base/strings.h"

namespace certseal {
namespace {

constexpr std::string_view kMark = "%PDF-";
constexpr size_t kSearched = 1024;
constexpr std::string_view kStart = "startxref";
constexpr std::string_view kEnd = "%%EOF";

std::string Bytes(size_t count) {
  return StrCat(count, count == 1 ? " byte" : " bytes");
}

PdfResult<void> CheckHeader(std::string_view file) {
  const size_t mark = file.substr(0, kSearched).find(kMark);
  if (mark == std::string_view::npos) {
    return Refuse(PdfRule::kIsPdf, "the file is no PDF", 0);
  }
  if (mark != 0) {
    return Refuse(
        PdfRule::kHeader,
        StrCat(Bytes(mark), mark == 1 ? " stands" : " stand", " before the document"),
        0);
  }
  const std::string_view header = file.substr(0, kPdfHeaderSize);
  const bool known = header.size() == kPdfHeaderSize && header.starts_with("%PDF-1.") &&
                     header[7] >= '0' && header[7] <= '7' &&
                     header.substr(8, 2) == "\n%" &&
                     std::ranges::all_of(header.substr(10, 4),
                                         [](char c) { return (c & 0x80) != 0; }) &&
                     header[14] == '\n';
  if (known) return {};
  return Refuse(PdfRule::kHeader,
                StrCat("the header ", Quote(header.substr(0, header.find('\n')), 20),
                       " is a different one"),
                0);
}

PdfResult<void> CheckOnce(std::string_view file, std::string_view word) {
  const size_t first = file.find(word);
  if (first == std::string_view::npos) {
    return Refuse(PdfRule::kOneRevision,
                  StrCat("the file is cut off: it has no ", word), file.size());
  }
  const size_t second = file.find(word, first + 1);
  if (second == std::string_view::npos) return {};
  return Refuse(
      PdfRule::kOneRevision,
      StrCat(word, " stands in the file twice, as when something was added to it"),
      second);
}

}  // namespace

bool LooksLikePdf(std::string_view file) {
  return file.substr(0, kSearched).find(kMark) != std::string_view::npos;
}

PdfResult<void> CheckPdfFrame(std::string_view file) {
  if (file.size() > kMaxPdfBytes) {
    return Refuse(PdfRule::kSize, "the file is larger than 4 MB", kMaxPdfBytes);
  }
  TRY(CheckHeader(file));
  TRY(CheckOnce(file, kStart));
  TRY(CheckOnce(file, kEnd));
  const size_t end = file.find(kEnd) + kEnd.size();
  const std::string_view rest = file.substr(end);
  if (rest == "\n") return {};
  if (rest.empty()) {
    return Refuse(PdfRule::kNothingAfterEnd, "the last line's end is missing", end);
  }
  const size_t added = rest.size() - (rest[0] == '\n' ? 1 : 0);
  return Refuse(PdfRule::kNothingAfterEnd,
                StrCat(Bytes(added), added == 1 ? " follows" : " follow",
                       " the end of the document"),
                file.size() - added);
}

}  // namespace certseal
