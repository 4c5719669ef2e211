// SPDX-License-Identifier: Apache-2.0
//
// SheetForms are the pages of certificates as forms of one document, to be set several on
// a sheet. What pages of one template have in common, fonts and ornament, is there once.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "page/page_objects.h"
#include "page/pdf_document.h"

namespace certseal {

// SheetPage is what Renderer::ForSheet gives for one certificate.
struct SheetPage {
  const void* owner;  // the renderer: what its pages have in common is added once
  double width, height;
  // Adds what its content may paint, ornament and pictures, to a dictionary.
  std::function<void(PdfDocument&, HPDF_Dict)> add_objects;
  std::function<std::string(PageObjects&)> paint;  // gives a content stream
};

class SheetForms {
 public:
  explicit SheetForms(PdfDocument& pdf) : pdf_(pdf) {}

  // Show paints a page on a sheet, its lower left corner at (x, y) in PDF's coordinates.
  void Show(HPDF_Page sheet, const SheetPage& page, double x, double y, double scale);

  // Write adds what the pages share, once, before the document is saved.
  Result<void> Write();

 private:
  struct Shared {
    HPDF_Dict resources, xobjects;
    PageObjects objects;
  };

  Shared& SharedOf(const SheetPage& page);
  HPDF_Dict Add(const SheetPage& page);

  PdfDocument& pdf_;
  std::map<const void*, Shared> shared_;
};

}  // namespace certseal
