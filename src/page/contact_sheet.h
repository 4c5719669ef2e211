// SPDX-License-Identifier: Apache-2.0
//
// ContactSheet sets many certificates on few sheets, to be proof-read. Behind each stands
// "PROOF", so that nobody takes one for a certificate; it has no tags and no record, and is
// never signed. Fonts and ornament are in the file once.
#pragma once

#include <string>

#include "base/result.h"
#include "page/sheet_forms.h"

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

  void Place(const SheetPage& page, const std::string& caption);

  size_t size() const { return count_; }

  // Save writes the file, once. Fails where nothing was placed.
  Result<std::string> Save();

 private:
  struct Cell {
    double x, y, width, height;  // of the picture: PDF's coordinates, y is the bottom
  };

  void BeginSheet();
  Cell NextCell() const;
  void Stamp(const Cell& place);
  void Write(double x, double y, const std::string& text);

  PdfDocument pdf_;
  SheetForms forms_{pdf_};
  ProofGrid grid_;
  std::string title_;
  HPDF_Font plain_, bold_;
  HPDF_Page sheet_ = nullptr;
  size_t count_ = 0;
};

}  // namespace certseal
