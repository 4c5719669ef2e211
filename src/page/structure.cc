// SPDX-License-Identifier: Apache-2.0
#include "page/structure.h"

#include <cmath>

#include "base/strings.h"
#include "page/metadata.h"
#include "page/signature_field.h"

namespace certseal {
namespace {

constexpr size_t kDocument = 0;  // where it cannot be meant: none yet
constexpr int kPageKey = 0;      // of the parent tree

const Paragraph* ParagraphOf(const Placed& placed) {
  if (const auto* text = std::get_if<PlacedText>(&placed.thing))
    return text->text.paragraph.get();
  if (const auto* arc = std::get_if<PlacedArc>(&placed.thing))
    return arc->text.paragraph.get();
  return nullptr;
}

// Whole points, outwards.
std::string BBox(const Box& box, double page_height) {
  const auto whole = [](double n) { return static_cast<long>(n); };
  return StrCat("[", whole(std::floor(box.x)), " ",
                whole(std::floor(page_height - box.y - box.height)), " ",
                whole(std::ceil(box.x + box.width)), " ",
                whole(std::ceil(page_height - box.y)), "]");
}

template <typename Items, typename Text>
std::string List(const Items& items, const Text& text) {
  std::string out;
  for (const auto& item : items) {
    out += out.empty() ? "[" : " ";
    out += text(item);
  }
  return out.empty() ? "[]" : out + "]";
}

}  // namespace

Structure::Structure(const PageLayout& layout, double page_height)
    : layout_(layout), height_(page_height), figures_(layout.figures.size(), 0) {
  Add("Document", kDocument);
  marks_.resize(layout.contents.size());
  for (size_t i = 0; i < layout.contents.size(); ++i) {
    if (layout.contents[i].meaning.tag == Tag::kOrnament) continue;
    const size_t at = ElementFor(i);
    marks_[i] = {elements_[at].type, static_cast<int>(leaves_.size())};
    elements_[at].contents.push_back(marks_[i].mcid);
    leaves_.push_back(at);
  }
  EndTable();
}

size_t Structure::Add(const char* type, size_t parent, std::string entries) {
  const size_t index = elements_.size();
  elements_.push_back({type, parent, std::move(entries), {}, {}});
  if (index != kDocument) elements_[parent].children.push_back(index);
  return index;
}

size_t Structure::ElementFor(size_t content) {
  const Placed& placed = layout_.contents[content];
  const Meaning& meaning = placed.meaning;
  if (meaning.figure) return FigureFor(*meaning.figure);
  size_t element;
  if (meaning.table != table_) EndTable();
  if (meaning.table != nullptr) {
    element = InCell(content);
  } else if (meaning.list != nullptr) {
    element = InRow(content);
  } else {
    list_ = nullptr;
    element = Add(meaning.tag == Tag::kHeading ? "H1" : "P", kDocument);
  }
  std::string_view language = ParagraphOf(placed)->language;
  if (language.empty()) language = meaning.language;
  if (!language.empty())
    elements_[element].entries += StrCat("/Lang (", language, ")\n");
  return element;
}

size_t Structure::FigureFor(size_t figure) {
  list_ = nullptr;
  EndTable();
  if (figures_[figure] == 0) {
    const PlacedFigure& f = layout_.figures[figure];
    figures_[figure] = Add("Figure", kDocument,
                           StrCat("/Alt ", TextString(CleanText(f.alt)),
                                  "\n/A << /O /Layout /Placement /Block /BBox ",
                                  BBox(f.box, height_), " >>\n"));
  }
  return figures_[figure];
}

size_t Structure::InRow(size_t content) {
  const Meaning& meaning = layout_.contents[content].meaning;
  if (meaning.list != list_) {
    list_element_ = Add("L", kDocument, "/A << /O /List /ListNumbering /None >>\n");
  }
  if (meaning.list != list_ || meaning.row != row_) {
    row_element_ = Add("LI", list_element_);
    label_element_ = body_element_ = 0;
  }
  list_ = meaning.list;
  row_ = meaning.row;
  if (meaning.tag == Tag::kLabel) return InLabel(content);
  if (body_element_ != 0) return Add("P", body_element_);
  body_element_ = Add("LBody", row_element_);
  return HasSeveralBodies(content) ? Add("P", body_element_) : body_element_;
}

// A label in two languages is one label.
size_t Structure::InLabel(size_t content) {
  if (label_element_ == 0) label_element_ = Add("Lbl", row_element_);
  return SharesHolder(content) ? Add("Span", label_element_) : label_element_;
}

// Whether a neighbour stands in the same label or cell.
bool Structure::SharesHolder(size_t content) const {
  const Meaning& own = layout_.contents[content].meaning;
  const auto shares = [&](size_t i) {
    if (i >= layout_.contents.size()) return false;
    const Meaning& other = layout_.contents[i].meaning;
    return other.list == own.list && other.table == own.table && other.row == own.row &&
           other.column == own.column && other.tag == own.tag;
  };
  return shares(content + 1) || (content > 0 && shares(content - 1));
}

// Every line of a table has a cell for every column, if only an empty one.
void Structure::FillLine(size_t columns) {
  const char* type = head_ ? "TH" : "TD";
  const char* scope = head_ ? "/A << /O /Table /Scope /Column >>\n" : "";
  while (elements_[row_element_].children.size() < columns) Add(type, row_element_, scope);
}

void Structure::EndTable() {
  if (table_ != nullptr) FillLine(table_->columns.size());
  table_ = nullptr;
}

size_t Structure::InCell(size_t content) {
  const Meaning& meaning = layout_.contents[content].meaning;
  list_ = nullptr;
  const bool is_new = table_ == nullptr;
  if (is_new) table_element_ = Add("Table", kDocument);
  if (is_new || meaning.row != row_) {
    if (!is_new) FillLine(meaning.table->columns.size());
    row_element_ = Add("TR", table_element_);
  }
  table_ = meaning.table;
  row_ = meaning.row;
  head_ = meaning.head;
  FillLine(meaning.column + 1);
  const size_t cell = elements_[row_element_].children.back();
  return SharesHolder(content) ? Add("P", cell) : cell;
}

// Whether a further text of the row will stand in its LBody: then each is a paragraph.
bool Structure::HasSeveralBodies(size_t content) const {
  for (size_t i = content + 1; i < layout_.contents.size(); ++i) {
    const Meaning& other = layout_.contents[i].meaning;
    if (other.list != list_ || other.row != row_) return false;
    if (other.tag == Tag::kParagraph) return true;
  }
  return false;
}

std::string Structure::EntriesOf(const Element& element,
                                 const std::vector<HPDF_Dict>& dicts,
                                 const std::string& page, HPDF_Dict parent) const {
  std::string out = StrCat("/Type /StructElem\n/S /", element.type, "\n/P ",
                           PdfDocument::Reference(parent), "\n", element.entries);
  if (!element.contents.empty()) {
    const auto number = [](int mcid) { return std::to_string(mcid); };
    return StrCat(out, "/Pg ", page, "\n/K ", List(element.contents, number), "\n");
  }
  const auto child = [&](size_t i) { return PdfDocument::Reference(dicts[i]); };
  return StrCat(out, "/K ", List(element.children, child), "\n");
}

HPDF_Dict Structure::WriteForm(PdfDocument& pdf, HPDF_Page page, HPDF_Dict widget,
                               const std::string& description,
                               HPDF_Dict document) const {
  return pdf.AddRawDict(StrCat(
      "/Type /StructElem\n/S /Form\n/P ", PdfDocument::Reference(document), "\n/Alt ",
      TextString(description), "\n/K << /Type /OBJR /Obj ",
      PdfDocument::Reference(widget), " /Pg ", PdfDocument::Reference(page), " >>\n"));
}

void Structure::Write(PdfDocument& pdf, HPDF_Page page, HPDF_Dict widget,
                      const std::string& description) const {
  HPDF_Dict root = pdf.AddDict(), parents = pdf.AddDict();
  std::vector<HPDF_Dict> dicts;
  for (size_t i = 0; i < elements_.size(); ++i) dicts.push_back(pdf.AddDict());
  const auto reference = [&](size_t i) { return PdfDocument::Reference(dicts[i]); };
  const std::string page_reference = PdfDocument::Reference(page);
  std::string parent_tree = StrCat("/Nums [", kPageKey, " ", List(leaves_, reference));
  std::vector<HPDF_Dict> tree = dicts;
  Element document = elements_[kDocument];
  if (widget != nullptr) {
    tree.push_back(WriteForm(pdf, page, widget, description, dicts[kDocument]));
    document.children.push_back(tree.size() - 1);
    parent_tree +=
        StrCat(" ", kSignatureParentKey, " ", PdfDocument::Reference(tree.back()));
  }
  pdf.SetRaw(parents, parent_tree + "]\n");
  pdf.SetRaw(root, StrCat("/Type /StructTreeRoot\n/K ", reference(kDocument),
                          "\n/ParentTree ", PdfDocument::Reference(parents),
                          "\n/ParentTreeNextKey ", kSignatureParentKey + 1, "\n"));
  pdf.SetRaw(dicts[kDocument], EntriesOf(document, tree, page_reference, root));
  for (size_t i = 1; i < elements_.size(); ++i) {
    HPDF_Dict parent = dicts[elements_[i].parent];
    pdf.SetRaw(dicts[i], EntriesOf(elements_[i], tree, page_reference, parent));
  }
  pdf.PutReference(pdf.catalog(), "StructTreeRoot", root);
  HPDF_Dict_AddBoolean(pdf.PutDict(pdf.catalog(), "MarkInfo"), "Marked", HPDF_TRUE);
  pdf.PutNumber(page, "StructParents", kPageKey);
  pdf.PutName(page, "Tabs", "S");
}

}  // namespace certseal
