// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "page/text_setter.h"

namespace certseal {

// BlockMaker sets elements one below the other, lists in their cells and tables in
// their columns, at the top left of a block of some width. What it is given must
// outlive it.
class BlockMaker {
 public:
  BlockMaker(const Template& page, const PageContent& content, const TextSetter& setter,
             const PictureSource* pictures)
      : template_(page), content_(content), setter_(setter), pictures_(pictures) {}

  Block Measure(const Text& text, double width, const Row& row, double squeeze);
  Block Measure(const std::unique_ptr<Repeat>& repeat, double width, const Row& row,
                double squeeze);
  Block Measure(const std::unique_ptr<ListTable>& table, double width, const Row& row,
                double squeeze);
  // MeasureStack shares out among the glue what the children leave of `room` points; 0
  // leaves glue at its least. What is left out takes the glue before it along.
  Block MeasureStack(const std::vector<Element>& children, double width, double room,
                     const Row& row, double squeeze);

  // IsEmpty tells whether a field or list has nothing, for conditions.
  bool IsEmpty(const std::string& name, const Row& row) const;
  // The field that takes most room of all: to be named where a stack is too full.
  const std::string& tallest() const { return tallest_; }

 private:
  // Which rows of a list: [first, last).
  struct Range {
    size_t first = 0, last = 0;
  };
  struct TableGrid;

  Block Measure(const Rule& rule, double width, const Row& row, double squeeze);
  Block Measure(const PictureField& image, double width, const Row& row,
                double squeeze);
  Block Measure(const Microtext& microtext, double width, const Row& row,
                double squeeze);
  // In a stack nothing else may stand; ReadTemplate has seen to it.
  template <typename Other>
  Block Measure(const Other&, double, const Row&, double) {
    return {};
  }
  Block MeasureCell(const std::vector<Text>& texts, double width, const Row& row,
                    double squeeze);
  void AddLine(const Repeat& repeat, const std::vector<Fields>& rows, Range range,
               double cell, double left, double squeeze, Block& block);
  void AddTableLine(TableGrid& grid, std::vector<Text> ListTable::Column::*part,
                    const Row& row, double squeeze, Block& block);
  std::string NoRows() const;
  std::vector<const Element*> Chosen(const std::vector<Element>& children,
                                     const Row& row) const;
  void Remember(std::string field, double height);

  const Template& template_;
  const PageContent& content_;
  const TextSetter& setter_;
  const PictureSource* pictures_;
  std::string tallest_;
  double tallest_height_ = 0;
};

}  // namespace certseal
