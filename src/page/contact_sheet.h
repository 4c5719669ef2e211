// SPDX-License-Identifier: Apache-2.0
//
// ContactSheet sets many certificates on few sheets, to be proof-read. Behind each stands
// "PROOF", so that nobody takes one for a certificate; it has no tags and no record, and is
// never signed. Fonts and ornament are in the file once.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "base/result.h"
#include "page/page_objects.h"
#include "page/pdf_document.h"

namespace certseal {

// ProofGrid says how a sheet is divided; lengths in points.
struct ProofGrid {
  double width = 595;
  double height = 792;
  double margin = 28;  // round the sheet, and for its heading
  double gap = 12;     // between certificates
  size_t columns = 2;
  size_t rows = 4;
};

class ContactSheet {
 public:
  // The title stands on every sheet, unless it is empty. Titles and captions are ASCII.
  ContactSheet(const ProofGrid& grid, std::string title);

  // ProofPage is what Renderer::AddTo gives for one certificate.
  struct ProofPage {
    const void* owner;  // the renderer: what its pages have in common is added once
    double width, height;
    // Adds what its content may paint, ornament and pictures, to a dictionary.
    std::function<void(PdfDocument&, HPDF_Dict)> add_objects;
    std::function<std::string(PageObjects&)> paint;  // gives a content stream
  };
  void Place(const ProofPage& page, const std::string& caption);

  size_t size() const { return count_; }

  // Save writes the file, once. Fails where nothing was placed.
  Result<std::string> Save();

 private:
  // What all pages of one template share.
  struct Shared {
    HPDF_Dict resources, xobjects;
    PageObjects objects;
  };
  struct Cell {
    double x, y, width, height;  // of the picture: PDF's coordinates, y is the bottom
  };

  Shared& SharedOf(const ProofPage& page);
  HPDF_Dict AddPageForm(const ProofPage& page);
  void BeginSheet();
  Cell NextCell() const;
  void Stamp(const Cell& place);
  void Write(double x, double y, const std::string& text);

  PdfDocument pdf_;
  ProofGrid grid_;
  std::string title_;
  HPDF_Font plain_, bold_;
  HPDF_Page sheet_ = nullptr;
  size_t count_ = 0;
  std::map<const void*, Shared> shared_;
};

}  // namespace certseal
