// SPDX-License-Identifier: Apache-2.0
#include "page/page_layout.h"

#include <algorithm>
#include <cstdio>
#include <numbers>

#include "base/strings.h"
#include "base/unicode.h"
#include "page/phrase_text.h"

namespace certseal {
namespace {

// Content comes from a spreadsheet: no field and no list is longer than this.
constexpr size_t kMostBytes = 2000;
constexpr size_t kMostRows = 32;

constexpr double kSqueezes[] = {0, 0.25, 0.5, 0.75, 1};

std::string CodePoint(char32_t c) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", static_cast<unsigned>(c));
  return buffer;
}

// Left or right for start and end: these follow the page, or what is written the other
// way on it.
Align Physical(Align align, bool right_to_left) {
  if (align == Align::kStart) return right_to_left ? Align::kRight : Align::kLeft;
  if (align == Align::kEnd) return right_to_left ? Align::kLeft : Align::kRight;
  return align;
}

// A page without words of its language was made before there were any, and is laid out
// as it was.
PageLanguage LanguageOf(const PageContent& content) {
  return content.fields.contains("words.number") ? PageLanguage::Of(content.language)
                                                 : PageLanguage{};
}

// What a run of elements takes, its places still counted from its own top left.
struct Block {
  PageLayout page;
  double height = 0;
};

void MoveInto(PageLayout& page, PageLayout&& from, double dx, double dy) {
  // Only texts stand in blocks: arcs and codes are placed on the page itself.
  for (Placed& placed : from.contents) {
    PlacedText& text = std::get<PlacedText>(placed.thing);
    text.at = {text.at.x + dx, text.at.y + dy};
    page.contents.push_back(std::move(placed));
  }
  for (PlacedRule& r : from.rules) {
    r.from = {r.from.x + dx, r.from.y + dy};
    page.rules.push_back(r);
  }
  for (PlacedDivider& d : from.dividers) {
    d.from = {d.from.x + dx, d.from.y + dy};
    d.to = {d.to.x + dx, d.to.y + dy};
    page.dividers.push_back(d);
  }
  for (FitProblem& p : from.problems) page.problems.push_back(std::move(p));
}

class LayoutMaker {
 public:
  LayoutMaker(const Template& page, const ParagraphCache& shaper,
              const PageContent& content, const std::vector<Style>& styles)
      : template_(page),
        shaper_(shaper),
        content_(content),
        styles_(styles),
        language_(LanguageOf(content)) {}

  PageLayout Make() {
    CheckSizes();
    if (out_.problems.empty()) PlaceAll(template_.elements, {0, 0});
    return std::move(out_);
  }

 private:
  void Problem(PageLayout& page, std::string field, std::string message) const {
    page.problems.push_back({std::move(field), std::move(message)});
  }

  void CheckText(const std::string& name, const std::string& value) {
    if (value.size() > kMostBytes) {
      Problem(out_, name, StrCat("longer than ", kMostBytes, " bytes"));
    } else if (FindInvalidUtf8(value)) {
      Problem(out_, name, "not well-formed UTF-8");
    }
  }

  void CheckSizes() {
    for (const auto& [name, value] : content_.fields) CheckText(name, value);
    for (const auto& [list, rows] : content_.lists) {
      if (rows.size() > kMostRows) {
        Problem(out_, list, StrCat("more than ", kMostRows, " rows"));
        continue;
      }
      for (size_t i = 0; i < rows.size(); ++i) {
        for (const auto& [name, value] : rows[i])
          CheckText(RowName(list, i) + "." + name, value);
      }
    }
  }

  static std::string RowName(const std::string& list, size_t index) {
    return StrCat(list, "[", index + 1, "]");
  }

  void PlaceAll(const std::vector<Element>& elements, Point origin) {
    for (const Element& element : elements) {
      std::visit([&](const auto& e) { Place(e, origin); }, element);
    }
  }

  // What is the same on every page is drawn by static_page.cc.
  template <typename Static>
  void Place(const Static&, Point) {}

  void Place(const std::unique_ptr<When>& when, Point origin) {
    if (IsEmpty(when->name, {}) == when->unless) PlaceAll(when->children, origin);
  }

  void Place(const std::unique_ptr<Group>& group, Point origin) {
    const Point at = {origin.x + group->at.x, origin.y + group->at.y};
    const size_t first = out_.contents.size();
    PlaceAll(group->children, at);
    if (group->figure && out_.contents.size() > first) {
      AddFigure(group->figure->box, group->figure->alt, at, first);
    }
  }

  // Makes what was placed from `first` on parts of a figure, unless of one within it.
  void AddFigure(Box box, const Phrase& alt, Point origin, size_t first) {
    box.x += origin.x;
    box.y += origin.y;
    std::string words;
    for (const Phrase::Piece& piece : alt.pieces) {
      words += piece.is_field ? FieldOf(piece.text) : piece.text;
    }
    if (words.empty()) words = "Picture";  // of a page without words of its language
    for (size_t i = first; i < out_.contents.size(); ++i) {
      Meaning& meaning = out_.contents[i].meaning;
      if (!meaning.figure) meaning.figure = out_.figures.size();
    }
    out_.figures.push_back({box, std::move(words)});
  }

  std::string FieldOf(const std::string& name) const {
    const auto found = content_.fields.find(name);
    return found == content_.fields.end() ? "" : found->second;
  }

  void Place(const Text& text, Point origin) {
    Block block = Measure(text, text.box.width, {}, 0);
    const double room = text.box.height - block.height;
    if (room < -0.01) {
      ReportOverflow(block, FillPhrases(text.phrases, content_, {}).FirstField(),
                     -room);
    }
    const double drop = text.valign == Align::kStart    ? 0
                        : text.valign == Align::kCenter ? room / 2
                                                        : room;
    MoveInto(out_, std::move(block.page), origin.x + text.box.x,
             origin.y + text.box.y + drop);
  }

  void Place(const std::unique_ptr<Repeat>& repeat, Point origin) {
    const Box& box = repeat->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = Measure(repeat, box.width, {}, squeeze);
      if (block.height <= box.height || !block.page.problems.empty()) break;
    }
    const double room = box.height - block.height;
    if (room < -0.01) ReportOverflow(block, repeat->list, -room);
    const double drop = repeat->valign == Align::kStart    ? 0
                        : repeat->valign == Align::kCenter ? room / 2
                                                           : room;
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y + drop);
  }

  void Place(const std::unique_ptr<ListTable>& table, Point origin) {
    const Box& box = table->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = Measure(table, box.width, {}, squeeze);
      if (block.height <= box.height || !block.page.problems.empty()) break;
    }
    const double excess = block.height - box.height;
    if (excess > 0.01) ReportOverflow(block, table->list, excess);
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y);
  }

  void Place(const std::unique_ptr<Stack>& stack, Point origin) {
    const Box& box = stack->box;
    Block block;
    for (const double squeeze : kSqueezes) {
      block = MeasureStack(stack->children, box.width, box.height, {}, squeeze);
      if (block.height <= box.height + 0.01 || !block.page.problems.empty()) break;
    }
    const double excess = block.height - box.height;
    if (excess > 0.01) ReportOverflow(block, tallest_, excess);
    MoveInto(out_, std::move(block.page), origin.x + box.x, origin.y + box.y);
  }

  void ReportOverflow(Block& block, const std::string& field, double excess) const {
    if (!block.page.problems.empty()) return;
    Problem(block.page, field,
            StrCat("too much text: ", std::max(1, static_cast<int>(excess + 0.99)),
                   " pt too high for its place at the smallest size"));
  }

  void Place(const ArcText& arc, Point origin) {
    const FilledText filled = FillPhrases(arc.phrases, content_, {});
    if (filled.empty()) return;
    Text text;
    text.phrases = arc.phrases;
    text.phrases[0].style = filled.texts[0].style;
    const double length = arc.radius * arc.sweep / 180 * std::numbers::pi;
    std::optional<SetText> set = Fit(out_, text, filled, length, 0);
    if (!set) return;
    PlacedArc placed{std::move(*set), arc};
    placed.arc.center = {origin.x + arc.center.x, origin.y + arc.center.y};
    out_.contents.push_back({std::move(placed), {.tag = arc.tag}});
  }

  void Place(const Qr& qr, Point origin) {
    const std::string value = FieldOf(qr.field);
    if (value.empty()) return;
    Result<QrCode> code = QrCode::Encode(value);
    if (!code) return Problem(out_, qr.field, code.error().message);
    Box box = qr.box;
    box.x += origin.x;
    box.y += origin.y;
    out_.contents.push_back({PlacedQr{std::move(*code), box, qr.color}, {}});
    AddFigure(qr.box, qr.alt, origin, out_.contents.size() - 1);
  }

  void Place(const ImageBox& image, Point origin) {
    Box box = image.box;
    box.x += origin.x;
    box.y += origin.y;
    const bool is_ornament = image.alt.pieces.empty();
    const Tag tag = is_ornament ? Tag::kOrnament : Tag::kParagraph;
    out_.contents.push_back({PlacedImage{image.image, box}, {.tag = tag}});
    if (!is_ornament) {
      AddFigure(image.box, image.alt, origin, out_.contents.size() - 1);
    }
  }

  std::optional<SetText> Fit(PageLayout& page, const Text& text,
                             const FilledText& filled, double width,
                             double squeeze) const {
    auto paragraph = shaper_.Shape(filled.texts, LanguageFor(filled));
    if (!paragraph) {
      Problem(
          page, filled.FieldAt(paragraph.error().byte),
          StrCat("no font has the character ", CodePoint(paragraph.error().character)));
      return std::nullopt;
    }
    if ((*paragraph)->runs.empty()) return std::nullopt;
    std::optional<SetText> set = FitText(*paragraph, text, styles_, width, squeeze);
    if (!set) {
      Problem(page, filled.FirstField(),
              StrCat("too long: ", Quote((*paragraph)->text, 80), " does not fit ",
                     text.lines == 1 ? "its line" : StrCat(text.lines, " lines"),
                     " at the smallest size"));
    }
    return set;
  }

  PageLanguage LanguageFor(const FilledText& filled) const {
    if (filled.language_field.empty()) return language_;
    return PageLanguage::Of(FieldOf(filled.language_field));
  }

  // The language of a text that is not the page's: that of its fields, or the row says its
  // own, the course that of its title.
  std::string OwnLanguage(const FilledText& filled, const Row& row) const {
    std::string language;
    if (!filled.language_field.empty()) {
      language = FieldOf(filled.language_field);
    } else if (row.fields != nullptr) {
      const auto own = row.fields->find("language");
      if (own != row.fields->end()) language = own->second;
    } else if (filled.FirstField() == "course.title") {
      language = FieldOf("course.language");
    }
    return IsPlainTag(language) ? language : "";
  }

  // A line of another language below one of the page's keeps to its edge; a paragraph has
  // its own.
  static bool RunsFromTheRight(const SetText& set, const FilledText& filled) {
    const bool alone = filled.language_field.empty() || set.lines.size() > 1;
    return alone && set.paragraph->right_to_left;
  }

  // Measure* put an element at the top left of a block of the given width.
  Block Measure(const Text& text, double width, const Row& row, double squeeze) {
    Block block;
    const double whole = width;
    if (text.box.width > 0) width = std::min(width, text.box.width);
    const FilledText filled = FillPhrases(text.phrases, content_, row);
    if (filled.empty()) return block;
    std::optional<SetText> set = Fit(block.page, text, filled, width, squeeze);
    if (!set) return block;
    block.height = set->height;
    Remember(filled.FirstField(), block.height);
    const Align align =
        Physical(text.align, language_.right_to_left || RunsFromTheRight(*set, filled));
    block.page.contents.push_back(
        {PlacedText{std::move(*set), align, {(whole - width) / 2, 0}, width},
         {.tag = text.tag, .language = OwnLanguage(filled, row)}});
    return block;
  }

  Block Measure(const Rule& rule, double width, const Row&, double) {
    Block block;
    const double length = rule.length > 0 ? std::min(rule.length, width) : width;
    block.height = rule.stroke.width;
    block.page.rules.push_back(
        {{(width - length) / 2, rule.stroke.width / 2}, length, rule.stroke});
    return block;
  }

  Block Measure(const std::unique_ptr<Repeat>& repeat, double width, const Row&,
                double squeeze) {
    Block block;
    const double margin =
        repeat->box.width > 0 ? std::max(0.0, width - repeat->box.width) / 2 : 0;
    width -= 2 * margin;
    const auto list = content_.lists.find(repeat->list);
    if (list == content_.lists.end() || list->second.empty()) return block;
    const size_t count = list->second.size();
    const size_t lines = (count + static_cast<size_t>(repeat->columns) - 1) /
                         static_cast<size_t>(repeat->columns);
    const size_t most = repeat->grid ? static_cast<size_t>(repeat->columns)
                                     : (count + lines - 1) / lines;
    const double cell = (width - repeat->column_gap * static_cast<double>(most - 1)) /
                        static_cast<double>(most);
    size_t index = 0;
    for (size_t line = 0; line < lines; ++line) {
      if (line > 0) block.height += repeat->row_gap;
      const size_t in_line = repeat->grid ? std::min(most, count - index)
                                          : count / lines + (line < count % lines ? 1 : 0);
      const double taken = (cell + repeat->column_gap) * static_cast<double>(in_line) -
                           repeat->column_gap;
      double left = margin + width / 2 - taken / 2;
      if (repeat->grid) left = language_.right_to_left ? margin + width - taken : margin;
      AddLine(*repeat, list->second, {index, index + in_line}, cell, left, squeeze, block);
      index += in_line;
    }
    Remember(repeat->list, block.height);
    return block;
  }

  // Which rows of a list.
  struct Range {
    size_t first = 0, last = 0;  // [first, last)
  };

  // Adds cells for rows of a list, from `left` on, below what the block has.
  void AddLine(const Repeat& repeat, const std::vector<Fields>& rows, Range range,
               double cell, double left, double squeeze, Block& block) {
    const double step = cell + repeat.column_gap;
    double height = 0;
    const double top = block.height;
    std::vector<double> dividers;
    for (size_t i = range.first; i < range.last; ++i) {
      const size_t column =
          language_.right_to_left ? range.last - 1 - i : i - range.first;
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

  Block Measure(const std::unique_ptr<ListTable>& table, double width, const Row&,
                double squeeze) {
    Block block;
    const double margin =
        table->box.width > 0 ? std::max(0.0, width - table->box.width) / 2 : 0;
    TableGrid grid(*table, margin, width - 2 * margin);
    const auto list = content_.lists.find(table->list);
    if (list == content_.lists.end() || list->second.empty()) {
      Problem(block.page, table->list, NoRows());
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

  std::string NoRows() const {
    return StrCat("the template ", Quote(template_.name),
                  " has a table of them, and there are none for the course ",
                  FieldOf("course.code"),
                  ": courses.json has none, or not all its hours were attended");
  }

  // Where a table's columns stand.
  struct TableGrid {
    TableGrid(const ListTable& which, double left, double width) : table(which), x(left) {
      const double gaps = which.column_gap * static_cast<double>(which.columns.size() - 1);
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

  // Adds the heads, a row's cells or the totals below what the block has.
  void AddTableLine(TableGrid& grid, std::vector<Text> ListTable::Column::*part,
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
      const double x = language_.right_to_left
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

  Block MeasureCell(const std::vector<Text>& texts, double width, const Row& row,
                    double squeeze) {
    Block cell;
    for (const Text& text : texts) {
      Block part = Measure(text, width, row, squeeze);
      MoveInto(cell.page, std::move(part.page), 0, cell.height);
      cell.height += part.height;
    }
    return cell;
  }

  // In a stack nothing else may stand; ReadTemplate has seen to it.
  template <typename Other>
  Block Measure(const Other&, double, const Row&, double) {
    return {};
  }

  // The children to set, those of a condition that holds among them. One that does not
  // hold stays, to be left out as an empty text is.
  std::vector<const Element*> Chosen(const std::vector<Element>& children,
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

  bool IsEmpty(const std::string& name, const Row& row) const {
    if (row.fields != nullptr && row.fields->count(name) != 0) {
      return row.fields->at(name).empty();
    }
    const auto list = content_.lists.find(name);
    if (list != content_.lists.end()) return list->second.empty();
    return FieldOf(name).empty();
  }

  // Sets children one below the other. Of `room` points, what they do not need goes to
  // the glue; 0 leaves it at its least. What is left out takes the glue before it
  // along.
  Block MeasureStack(const std::vector<Element>& children, double width, double room,
                     const Row& row, double squeeze) {
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

  // The field to name when a stack is too full: the one that takes most of it.
  void Remember(std::string field, double height) {
    if (height <= tallest_height_ || field.empty()) return;
    tallest_height_ = height;
    tallest_ = std::move(field);
  }

  const Template& template_;
  const ParagraphCache& shaper_;
  const PageContent& content_;
  const std::vector<Style>& styles_;
  const PageLanguage language_;
  PageLayout out_;
  std::string tallest_;
  double tallest_height_ = 0;
};

}  // namespace

PageLayout LayOut(const Template& page, const ParagraphCache& shaper,
                  const PageContent& content) {
  return LayoutMaker(page, shaper, content, page.styles).Make();
}

}  // namespace certseal
