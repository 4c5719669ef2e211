// SPDX-License-Identifier: Apache-2.0
//
// The structure tree: what a page is to those who do not see it (ISO 32000-1, 14.7 and
// 14.8; ISO 14289-1). Reading order is the template's order. Under one Document stand
// paragraphs P, the heading H1, lists (L, LI, Lbl, LBody), pictures (Figure with Alt)
// and the signature field (Form).
#pragma once

#include <string>
#include <vector>

#include "page/page_layout.h"
#include "page/pdf_document.h"

namespace certseal {

class Structure {
 public:
  // The layout must outlive it.
  Structure(const PageLayout& layout, double page_height);

  // Mark is how the content stream marks one of the layout's contents.
  struct Mark {
    const char* type = nullptr;
    int mcid = -1;  // none: an artifact
  };
  const std::vector<Mark>& marks() const { return marks_; }  // by content

  // Write adds the tree to page and catalog. `widget` is the signature field, or null;
  // `description` is read out for it.
  void Write(PdfDocument& pdf, HPDF_Page page, HPDF_Dict widget,
             const std::string& description) const;

 private:
  struct Element {
    const char* type;
    size_t parent;
    std::string entries;  // further ones, as PDF has them
    std::vector<int> contents;
    std::vector<size_t> children;
  };

  size_t Add(const char* type, size_t parent, std::string entries = {});
  size_t ElementFor(size_t content);
  size_t FigureFor(size_t figure);
  size_t InRow(size_t content);
  size_t InLabel(size_t content);
  size_t InCell(size_t content);
  bool SharesHolder(size_t content) const;
  void FillLine(size_t columns);
  void EndTable();
  bool HasSeveralBodies(size_t content) const;
  std::string EntriesOf(const Element& element, const std::vector<HPDF_Dict>& dicts,
                        const std::string& page, HPDF_Dict parent) const;
  HPDF_Dict WriteForm(PdfDocument& pdf, HPDF_Page page, HPDF_Dict widget,
                      const std::string& description, HPDF_Dict document) const;

  const PageLayout& layout_;
  double height_;
  std::vector<Element> elements_;  // the first is Document; parents before children
  std::vector<Mark> marks_;
  std::vector<size_t> leaves_;  // elements by MCID
  std::vector<size_t> figures_;
  // The list or table and the row that the last content stood in, and their elements.
  const Repeat* list_ = nullptr;
  const ListTable* table_ = nullptr;
  bool head_ = false;
  size_t row_ = 0, list_element_ = 0, table_element_ = 0, row_element_ = 0;
  size_t label_element_ = 0, body_element_ = 0;
};

}  // namespace certseal
