// SPDX-License-Identifier: Apache-2.0
//
// The fonts of a document. Every pair of a glyph and the text it stands for gets a
// number (CID) of its own, so that copying gives the text as it was typed even where
// two texts look the same.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "page/face.h"
#include "page/pdf_document.h"

namespace certseal {

class DocumentFont {
 public:
  DocumentFont(const Face& face, std::string resource_name);

  // "F3": what the page's resources call it.
  const std::string& resource_name() const { return resource_name_; }

  uint16_t Cid(hb_codepoint_t glyph, std::string_view text);
  // The advance a reader takes for a CID, in thousandths of the size.
  int Width(uint16_t cid) const { return entries_[cid].width; }

  // Write adds the font with the subset of the glyphs used, and gives its dictionary.
  Result<HPDF_Dict> Write(PdfDocument& pdf) const;

 private:
  struct Entry {
    hb_codepoint_t glyph = 0;
    int width = 0;
    std::string text;
  };

  std::string BaseName() const;
  HPDF_Dict WriteDescriptor(PdfDocument& pdf, const Face::Subset& subset) const;
  HPDF_Dict WriteCidFont(PdfDocument& pdf, const Face::Subset& subset) const;
  std::string ToUnicode() const;

  const Face& face_;
  std::string resource_name_;
  std::vector<Entry> entries_;  // by CID; 0 is .notdef
  std::unordered_map<uint64_t, uint16_t> by_character_;
  std::unordered_map<std::string, uint16_t> by_text_;
};

// DocumentFonts are the fonts that the pages of one template share in a document.
class DocumentFonts {
 public:
  // Resource names are numbered from `first`: fonts of several templates in one document
  // must not share one.
  explicit DocumentFonts(size_t first = 0) : first_(first) {}

  // Of gives the font for a face; index is that of Template::faces.
  DocumentFont& Of(const Face& face, size_t index);
  size_t size() const { return fonts_.size(); }

  // Write adds all of them to a document and to the dictionary of its resources.
  Result<void> Write(PdfDocument& pdf, HPDF_Dict resources) const;

 private:
  size_t first_;
  std::map<size_t, DocumentFont> fonts_;  // by index of the face
  std::map<const Face*, size_t> index_of_face_;
};

}  // namespace certseal
