// SPDX-License-Identifier: Apache-2.0
#include "page/block_maker.h"

#include <algorithm>

#include "base/strings.h"
#include "page/content_limits.h"

namespace certseal {

// Where a table's columns stand.
struct BlockMaker::TableGrid {
  TableGrid(const ListTable& which, double left, double width) : table(which), x(left) {
    const double gaps =
        which.column_gap * static_cast<double>(which.columns.size() - 1);
    double rest = width - gaps;
    for (const ListTable::Column& column : which.columns) rest -= column.width;
    for (const ListTable::Column& column : which.columns) {
      widths.push_back(column.width > 0 ? column.width : std::max(rest, 1.0));
    }
    length = width;
  }
  const ListTable& table;
  double x, length = 0;
  std::vector<double> widths;
  size_t line = 0;  // how many lines stand
};

Block BlockMaker::Measure(const Text& text, double width, const Row& row,
                          double squeeze) {
  Block block = setter_.Measure(text, width, row, squeeze);
  if (block.height > tallest_height_) {
    Remember(FillPhrases(text.phrases, content_, row).FirstField(), block.height);
  }
  return block;
}

Block BlockMaker::Measure(const Rule& rule, double width, const Row&, double) {
  Block block;
  const double length = rule.length > 0 ? std::min(rule.length, width) : width;
  block.height = rule.stroke.width;
  block.page.rules.push_back(
      {{(width - length) / 2, rule.stroke.width / 2}, length, rule.stroke});
  return block;
}

// Its place is kept where there is no picture: what follows stands on one line with its
// neighbours.
Block BlockMaker::Measure(const PictureField& image, double width, const Row& row,
                          double) {
  Block block;
  block.height = image.height;
  const std::string digest = setter_.FieldOf(image.field, row);
  if (digest.empty()) return block;
  const auto picture = pictures_ != nullptr
                           ? pictures_->Find(digest)
                           : Fail("the page shows a picture, and there are none");
  if (!picture) {
    AddProblem(block.page, StrCat(row.name, ".", image.field), picture.error().message);
    return block;
  }
  const double taken = image.width > 0 ? std::min(width, image.width) : width;
  const Box box = {(width - taken) / 2, 0, taken, image.height + image.drop};
  block.page.figures.push_back({box, setter_.AltOf(image.alt, row)});
  const Align align = Physical(image.align, setter_.right_to_left());
  AddContent(block.page, PlacedPicture{*picture, box, align}).figure = 0;
  return block;
}

Block BlockMaker::Measure(const Microtext& microtext, double width, const Row& row,
                          double) {
  Block block;
  std::optional<SetText> set = setter_.FitMicrotext(block.page, microtext, row);
  if (!set) return block;
  const double length = std::min(microtext.length, width);
  const double left = (width - length) / 2, middle = microtext.size / 2;
  block.height = microtext.size;
  block.page.microtexts.push_back({std::move(*set),
                                   {left, middle},
                                   {left + length, middle},
                                   microtext.size,
                                   microtext.color});
  return block;
}

Block BlockMaker::Measure(const std::unique_ptr<Repeat>& repeat, double width,
                          const Row&, double squeeze) {
  Block block;
  const double margin =
      repeat->box.width > 0 ? std::max(0.0, width - repeat->box.width) / 2 : 0;
  width -= 2 * margin;
  const auto list = content_.lists.find(repeat->list);
  if (list == content_.lists.end() || list->second.empty()) return block;
  const size_t count = list->second.size();
  const size_t lines = (count + static_cast<size_t>(repeat->columns) - 1) /
                       static_cast<size_t>(repeat->columns);
  const size_t most =
      repeat->grid ? static_cast<size_t>(repeat->columns) : (count + lines - 1) / lines;
  const double cell = (width - repeat->column_gap * static_cast<double>(most - 1)) /
                      static_cast<double>(most);
  size_t index = 0;
  for (size_t line = 0; line < lines; ++line) {
    if (line > 0) block.height += repeat->row_gap;
    const size_t in_line = repeat->grid
                               ? std::min(most, count - index)
                               : count / lines + (line < count % lines ? 1 : 0);
    const double taken =
        (cell + repeat->column_gap) * static_cast<double>(in_line) - repeat->column_gap;
    double left = margin + width / 2 - taken / 2;
    if (repeat->grid) left = setter_.right_to_left() ? margin + width - taken : margin;
    AddLine(*repeat, list->second, {index, index + in_line}, cell, left, squeeze,
            block);
    index += in_line;
  }
  Remember(repeat->list, block.height);
  return block;
}

// Adds cells for rows of a list, from `left` on, below what the block has.
void BlockMaker::AddLine(const Repeat& repeat, const std::vector<Fields>& rows,
                         Range range, double cell, double left, double squeeze,
                         Block& block) {
  const double step = cell + repeat.column_gap;
  double height = 0;
  const double top = block.height;
  std::vector<double> dividers;
  for (size_t i = range.first; i < range.last; ++i) {
    const size_t column =
        setter_.right_to_left() ? range.last - 1 - i : i - range.first;
    const double x = left + step * static_cast<double>(column);
    const Row row{RowName(repeat.list, i), &rows[i]};
    Block part = MeasureStack(repeat.children, cell, 0, row, squeeze);
    height = std::max(height, part.height);
    for (Placed& placed : part.page.contents) {
      if (repeat.plain || placed.meaning.list != nullptr) continue;
      placed.meaning.list = &repeat;
      placed.meaning.row = i;
    }
    MoveInto(block.page, std::move(part.page), x, top);
    if (column > 0) dividers.push_back(x - repeat.column_gap / 2);
  }
  block.height += height;
  if (!repeat.has_divider) return;
  for (const double at : dividers) {
    block.page.dividers.push_back({{at, top}, {at, block.height}, repeat.divider});
  }
}

Block BlockMaker::Measure(const std::unique_ptr<ListTable>& table, double width,
                          const Row&, double squeeze) {
  Block block;
  const double margin =
      table->box.width > 0 ? std::max(0.0, width - table->box.width) / 2 : 0;
  TableGrid grid(*table, margin, width - 2 * margin);
  const auto list = content_.lists.find(table->list);
  if (list == content_.lists.end() || list->second.empty()) {
    AddProblem(block.page, table->list, NoRows());
    return block;
  }
  AddTableLine(grid, &ListTable::Column::head, {}, squeeze, block);
  for (size_t i = 0; i < list->second.size(); ++i) {
    const Row row{RowName(table->list, i), &list->second[i]};
    AddTableLine(grid, &ListTable::Column::cell, row, squeeze, block);
  }
  AddTableLine(grid, &ListTable::Column::foot, {}, squeeze, block);
  Remember(table->list, block.height);
  return block;
}

std::string BlockMaker::NoRows() const {
  return StrCat("the template ", Quote(template_.name),
                " has a table of them, and there are none for the course ",
                setter_.FieldOf("course.code"),
                ": courses.json has none, or not all its hours were attended");
}

// Adds the heads, a row's cells or the totals below what the block has.
void BlockMaker::AddTableLine(TableGrid& grid,
                              std::vector<Text> ListTable::Column::*part,
                              const Row& row, double squeeze, Block& block) {
  const ListTable& table = grid.table;
  const double gap = grid.line > 0 ? table.row_gap : 0;
  const double top = block.height + gap;
  double height = 0, before = 0;  // the width of the columns before
  for (size_t i = 0; i < table.columns.size(); ++i) {
    Block cell = MeasureCell(table.columns[i].*part, grid.widths[i], row, squeeze);
    height = std::max(height, cell.height);
    for (Placed& placed : cell.page.contents) {
      placed.meaning.table = &table;
      placed.meaning.head = part == &ListTable::Column::head;
      placed.meaning.row = grid.line;
      placed.meaning.column = i;
    }
    const double x = setter_.right_to_left()
                         ? grid.x + grid.length - before - grid.widths[i]
                         : grid.x + before;
    MoveInto(block.page, std::move(cell.page), x, top);
    before += grid.widths[i] + table.column_gap;
  }
  if (height == 0) return;
  if (grid.line > 0 && table.has_divider) {
    const double y = block.height + gap / 2;
    block.page.dividers.push_back(
        {{grid.x, y}, {grid.x + grid.length, y}, table.divider});
  }
  block.height = top + height;
  ++grid.line;
}

Block BlockMaker::MeasureCell(const std::vector<Text>& texts, double width,
                              const Row& row, double squeeze) {
  Block cell;
  for (const Text& text : texts) {
    Block part = Measure(text, width, row, squeeze);
    MoveInto(cell.page, std::move(part.page), 0, cell.height);
    cell.height += part.height;
  }
  return cell;
}

// The children to set, those of a condition that holds among them. One that does not
// hold stays, to be left out as an empty text is.
std::vector<const Element*> BlockMaker::Chosen(const std::vector<Element>& children,
                                               const Row& row) const {
  std::vector<const Element*> out;
  for (const Element& child : children) {
    const auto* when = std::get_if<std::unique_ptr<When>>(&child);
    if (when == nullptr || IsEmpty((*when)->name, row) != (*when)->unless) {
      out.push_back(&child);
      continue;
    }
    const std::vector<const Element*> inner = Chosen((*when)->children, row);
    out.insert(out.end(), inner.begin(), inner.end());
  }
  return out;
}

bool BlockMaker::IsEmpty(const std::string& name, const Row& row) const {
  if (row.fields != nullptr && row.fields->count(name) != 0) {
    return row.fields->at(name).empty();
  }
  const auto list = content_.lists.find(name);
  if (list != content_.lists.end()) return list->second.empty();
  return setter_.FieldOf(name).empty();
}

// Sets children one below the other. Of `room` points, what they do not need goes to
// the glue; 0 leaves it at its least. What is left out takes the glue before it
// along.
Block BlockMaker::MeasureStack(const std::vector<Element>& children, double width,
                               double room, const Row& row, double squeeze) {
  struct Part {
    Block block;
    double weight = 0;
  };
  Block out;
  std::vector<Part> parts;
  size_t solid = 0;  // parts up to the last that is no glue
  for (const Element* each : Chosen(children, row)) {
    const Element& child = *each;
    Part part;
    if (const Glue* glue = std::get_if<Glue>(&child)) {
      part.block.height = glue->min;
      part.weight = glue->weight;
      parts.push_back(std::move(part));
      continue;
    }
    part.block = std::visit(
        [&](const auto& e) { return Measure(e, width, row, squeeze); }, child);
    if (part.block.height == 0) {
      parts.resize(solid);
      // Its problems are the page's, even where it takes no room.
      MoveInto(out.page, std::move(part.block.page), 0, 0);
      continue;
    }
    parts.push_back(std::move(part));
    solid = parts.size();
  }
  double height = 0, weights = 0;
  for (const Part& part : parts) {
    height += part.block.height;
    weights += part.weight;
  }
  const double spare = weights > 0 ? std::max(0.0, room - height) / weights : 0;
  for (Part& part : parts) {
    MoveInto(out.page, std::move(part.block.page), 0, out.height);
    out.height += part.block.height + part.weight * spare;
  }
  return out;
}

void BlockMaker::Remember(std::string field, double height) {
  if (height <= tallest_height_ || field.empty()) return;
  tallest_height_ = height;
  tallest_ = std::move(field);
}

}  // namespace certseal
