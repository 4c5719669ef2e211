// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "page/document_font.h"
#include "page/image.h"
#include "page/outlined_word.h"

namespace certseal {

// PageObjects are what the pages of one template use in a document and share there: each
// is in the file once.
class PageObjects {
 public:
  // As DocumentFonts has it.
  explicit PageObjects(size_t first_font = 0) : fonts_(first_font) {}

  DocumentFonts& fonts() { return fonts_; }
  // NameOf is what the resources call an XObject that paints the word: W0, W1 and so on.
  std::string NameOf(std::shared_ptr<const OutlinedWord> word);

  // Likewise of a picture: P0, P1 and so on.
  std::string NameOf(std::shared_ptr<const Image> picture);

  // Write adds all of them to a document, to the dictionary of the pages' resources and
  // to that of its XObjects.
  Result<void> Write(PdfDocument& pdf, HPDF_Dict resources, HPDF_Dict xobjects) const;

 private:
  DocumentFonts fonts_;
  std::vector<std::shared_ptr<const OutlinedWord>> words_;
  // By their bytes: two threads may trace the same word, each for itself.
  std::map<std::string_view, size_t> index_of_word_;
  std::vector<std::shared_ptr<const Image>> pictures_;
  std::map<const Image*, size_t> index_of_picture_;
};

}  // namespace certseal
