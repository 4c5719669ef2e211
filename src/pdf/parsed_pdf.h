// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "pdf/indirect_object.h"
#include "pdf/object.h"
#include "pdf/refusal.h"

namespace certseal {

// PdfStream is a stream object: its dictionary, and its bytes as they stand in the
// file.
struct PdfStream {
  PdfObject dictionary;
  std::string_view bytes;
};

// ParsedPdf is a PDF whose structure leaves no room for doubt: it keeps the first two
// rules of docs/pdf.md. One revision, one classic table, and every byte of the file
// belongs to the header, to one object that the trailer leads to, or to the table and
// trailer. What the objects mean is not looked at.
//
// A view: it and all it hands out are valid as long as the file's bytes are, the
// objects as long as the document is. Moving it keeps them.
class ParsedPdf {
 public:
  // Parse takes time and memory linear in the file, which may be at most 4 MB of at
  // most 4,096 objects.
  static PdfResult<ParsedPdf> Parse(std::string_view file);

  ParsedPdf(ParsedPdf&&) noexcept = default;
  ParsedPdf& operator=(ParsedPdf&&) noexcept = default;

  std::string_view file() const { return file_; }
  PdfObject trailer() const { return PdfObject(tape_.data()); }
  PdfObject catalog() const { return Resolve(trailer().Find("Root")); }

  // Resolve gives the object that a reference leads to (never another reference), and
  // any other value as it is.
  PdfObject Resolve(const PdfObject& object) const;

  // Stream gives the stream that a reference leads to.
  std::optional<PdfStream> Stream(const PdfObject& reference) const;

  // Streams gives all of them, in the order of their objects' numbers.
  std::vector<PdfStream> Streams() const;

  // values() is every value of the file, the trailer's first, each before what it
  // contains: for rules about what must stand nowhere.
  std::span<const PdfNode> values() const { return tape_; }

 private:
  explicit ParsedPdf(std::string_view file) : file_(file) {}
  PdfResult<void> ReadTrailer(const PdfXref& xref);
  PdfResult<void> ReadObjects(const PdfXref& xref);
  PdfResult<void> CheckReferences() const;
  std::span<const PdfNode> ValuesOf(size_t number) const;

  std::string_view file_;
  std::vector<PdfNode> tape_;
  std::vector<PdfIndirectObject> objects_;  // by number; 0 is the trailer's place
};

}  // namespace certseal
