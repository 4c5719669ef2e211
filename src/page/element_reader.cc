// SPDX-License-Identifier: Apache-2.0
#include "page/element_reader.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "page/ornament_reader.h"
#include "page/phrase_text.h"
#include "page/vocabulary.h"

namespace certseal {
namespace {

const std::vector<std::string> kAlignWords = {"start", "center", "end", "left",
                                              "right"};

class ElementReader {
 public:
  ElementReader(Source source, const Named& named, std::string list)
      : source_(source), named_(named), list_(std::move(list)) {}

  // Read gives nothing for a word that is no element.
  std::optional<Result<Element>> Read(const Statement& s);

  static const std::vector<std::string>& Words();
  static bool IsOrnament(std::string_view word) {
    const std::vector<std::string>& words = OrnamentWords();
    return std::find(words.begin(), words.end(), word) != words.end();
  }

 private:
  using Reader = Result<Element> (ElementReader::*)(const Statement&);
  struct Entry {
    const char* word;
    Reader read;
  };
  static const std::array<Entry, 12>& Entries();

  Settings Open(const Statement& s) const { return Settings(source_, s, named_); }

  Result<Element> ReadText(const Statement& s);
  Result<Element> ReadArc(const Statement& s);
  Result<Element> ReadQr(const Statement& s);
  Result<Element> ReadImage(const Statement& s);
  Result<Element> ReadRule(const Statement& s);
  Result<Element> ReadGlue(const Statement& s);
  Result<Element> ReadStack(const Statement& s);
  Result<Element> ReadRepeat(const Statement& s);
  Result<Element> ReadTable(const Statement& s);
  Result<Element> ReadWhen(const Statement& s);
  Result<Element> ReadGroup(const Statement& s);

  static void AllowChildren(Settings& settings) {
    for (const std::string& word : Words()) settings.Allow(word);
  }
  void ReadWords(Settings& settings, Text& out);
  Result<ListTable::Column> ReadColumn(const Statement& s, const std::string& list);
  Result<void> CheckList(const Statement& s, const std::string& list) const;
  void ReadTag(Settings& settings, std::vector<Tag> tags, Tag& out);
  void ReadAlt(Settings& settings, Phrase& out);
  void ReadPhrases(Settings& settings, std::vector<Phrase>& out);
  Result<Phrase> ReadPhrase(const Statement& s, size_t style);
  Result<Phrase::Piece> ReadField(const Value& value, std::string_view name);
  Result<void> CheckStackable(const Statement& s, std::vector<std::string_view> others);
  Result<std::vector<Element>> ReadChildren(const Statement& s, const std::string& list,
                                            std::vector<std::string_view> others);

  Source source_;
  const Named& named_;
  std::string list_;
};

const std::array<ElementReader::Entry, 12>& ElementReader::Entries() {
  static constexpr std::array<Entry, 12> table = {{
      {"text", &ElementReader::ReadText},
      {"arc", &ElementReader::ReadArc},
      {"qr", &ElementReader::ReadQr},
      {"image", &ElementReader::ReadImage},
      {"rule", &ElementReader::ReadRule},
      {"glue", &ElementReader::ReadGlue},
      {"stack", &ElementReader::ReadStack},
      {"repeat", &ElementReader::ReadRepeat},
      {"table", &ElementReader::ReadTable},
      {"when", &ElementReader::ReadWhen},
      {"unless", &ElementReader::ReadWhen},
      {"group", &ElementReader::ReadGroup},
  }};
  return table;
}

const std::vector<std::string>& ElementReader::Words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out;
    for (const Entry& entry : Entries()) out.emplace_back(entry.word);
    out.insert(out.end(), OrnamentWords().begin(), OrnamentWords().end());
    return out;
  }();
  return words;
}

std::optional<Result<Element>> ElementReader::Read(const Statement& s) {
  for (const Entry& entry : Entries()) {
    if (s.word == entry.word) return (this->*entry.read)(s);
  }
  return ReadOrnament(source_, s, named_);
}

Result<Phrase::Piece> ElementReader::ReadField(const Value& value,
                                               std::string_view name) {
  const std::vector<std::string>& row = RowFieldNames(list_);
  const auto has = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (!has(row) && !has(FieldNames())) {
    std::vector<std::string> known = row;
    known.insert(known.end(), FieldNames().begin(), FieldNames().end());
    return Fail(SyntaxError(source_, value.at, StrCat("unknown field ", Quote(name)),
                            {Suggest(name, known)}));
  }
  return Phrase::Piece{true, std::string(name)};
}

// say "fixed {field} fixed" [STYLE]
Result<Phrase> ElementReader::ReadPhrase(const Statement& s, size_t style) {
  if (s.values.empty() || s.values[0].kind != Value::Kind::kString || s.has_block) {
    return Fail(SyntaxError(
        source_, s.at, StrCat("\"", s.word, "\" takes a string and perhaps a style")));
  }
  Phrase out;
  out.style = style;
  const Value& value = s.values[0];
  std::string_view rest = value.text;
  while (!rest.empty()) {
    const size_t open = rest.find('{');
    if (open != 0) out.pieces.push_back({false, std::string(rest.substr(0, open))});
    if (open == std::string_view::npos) break;
    const size_t close = rest.find('}', open);
    if (close == std::string_view::npos) {
      return Fail(SyntaxError(source_, value.at, "\"{\" without \"}\" in a string"));
    }
    ASSIGN_OR_RETURN(Phrase::Piece field,
                     ReadField(value, rest.substr(open + 1, close - open - 1)));
    out.pieces.push_back(std::move(field));
    rest.remove_prefix(close + 1);
  }
  return out;
}

// tag heading
void ElementReader::ReadTag(Settings& settings, std::vector<Tag> tags, Tag& out) {
  static constexpr const char* kWords[] = {"paragraph", "heading", "label", "ornament"};
  std::vector<std::string> words;
  for (const Tag tag : tags) words.emplace_back(kWords[static_cast<size_t>(tag)]);
  int choice = 0;
  settings.Choice("tag", words, choice);
  out = tags[static_cast<size_t>(choice)];
}

// alt "words {field}"
void ElementReader::ReadAlt(Settings& settings, Phrase& out) {
  settings.Each("alt", [&](const Statement& s) -> Result<void> {
    if (!out.pieces.empty())
      return Fail(SyntaxError(source_, s.at, "\"alt\" is given twice"));
    if (s.values.size() != 1)
      return Fail(SyntaxError(source_, s.at, "\"alt\" takes a string"));
    ASSIGN_OR_RETURN(out, ReadPhrase(s, 0));
    const bool says = std::any_of(out.pieces.begin(), out.pieces.end(),
                                  [](const Phrase::Piece& piece) {
                                    return piece.is_field
                                               ? piece.text.starts_with("words.")
                                               : !Trim(piece.text).empty();
                                  });
    if (says) return {};
    return Fail(SyntaxError(source_, s.at, "\"alt\" needs words beside its fields"));
  });
}

void ElementReader::ReadPhrases(Settings& settings, std::vector<Phrase>& out) {
  size_t style = 0;
  settings.StyleOf("style", style, true);
  settings.Each("say", [&](const Statement& s) -> Result<void> {
    size_t own = style;
    if (s.values.size() == 2) {
      const auto named = named_.styles.find(s.values[1].text);
      if (named == named_.styles.end()) {
        return Fail(SyntaxError(source_, s.values[1].at,
                                StrCat("unknown style ", Quote(s.values[1].text))));
      }
      own = named->second;
    } else if (s.values.size() > 2) {
      return Fail(
          SyntaxError(source_, s.at, "\"say\" takes a string and perhaps a style"));
    }
    ASSIGN_OR_RETURN(Phrase phrase, ReadPhrase(s, own));
    out.push_back(std::move(phrase));
    if (!MixesLanguages(out)) return {};
    return Fail(SyntaxError(source_, s.at, "a text is in one language",
                            {"give the fields \"second.\" and \"translated.\" texts of "
                             "their own"}));
  });
}

// What a text says and how it is set, wherever it stands.
void ElementReader::ReadWords(Settings& settings, Text& out) {
  int align = static_cast<int>(out.align), fit = 0;
  settings.Choice("align", kAlignWords, align);
  settings.Choice("fit", {"shrink", "wrap"}, fit);
  out.align = static_cast<Align>(align);
  out.fit = static_cast<Fit>(fit);
  settings.Integer("lines", 1, 12, out.lines);
  settings.Number("line-size", 1, 200, out.line_size);
  ReadPhrases(settings, out.phrases);
}

Result<Element> ElementReader::ReadText(const Statement& s) {
  Text out;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box);
  settings.Number("measure", 1, 5000, out.box.width);
  int valign = 0;
  settings.Choice("valign", {"top", "middle", "bottom"}, valign);
  out.valign = static_cast<Align>(valign);
  ReadTag(
      settings,
      {Tag::kParagraph, list_.empty() ? Tag::kHeading : Tag::kLabel, Tag::kOrnament},
      out.tag);
  ReadWords(settings, out);
  TRY(settings.Finish());
  return Element(std::move(out));
}

Result<Element> ElementReader::ReadArc(const Statement& s) {
  ArcText out;
  Settings settings = Open(s);
  settings.PointOf("center", out.center, true);
  settings.Number("radius", 4, 2000, out.radius, true);
  settings.Number("angle", -360, 360, out.angle);
  settings.Number("sweep", 1, 360, out.sweep);
  settings.Flag("inside", out.inside);
  ReadTag(settings, {Tag::kParagraph, Tag::kOrnament}, out.tag);
  ReadPhrases(settings, out.phrases);
  TRY(settings.Finish());
  return Element(std::move(out));
}

Result<Element> ElementReader::ReadQr(const Statement& s) {
  Qr out;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box, true);
  settings.ColorOf("color", out.color, true);
  settings.String("field", out.field, true);
  ReadAlt(settings, out.alt);
  TRY(settings.Finish());
  if (out.alt.pieces.empty()) out.alt.pieces = {{false, "QR code"}};
  Value at;
  at.at = s.at;
  ASSIGN_OR_RETURN(Phrase::Piece field, ReadField(at, out.field));
  return Element(std::move(out));
}

// A name that leads out of the template's directory, or that some systems cannot have, is
// none.
bool IsImageName(std::string_view name) {
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.';
  });
  return plain && !name.empty() && name.size() <= 64 && name[0] != '.';
}

Result<Element> ElementReader::ReadImage(const Statement& s) {
  ImageBox out;
  std::string file;
  bool is_ornament = false;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box, true);
  settings.String("file", file, true);
  settings.Flag("ornament", is_ornament);
  ReadAlt(settings, out.alt);
  TRY(settings.Finish());
  if (!IsImageName(file)) {
    return Fail(SyntaxError(source_, s.at, StrCat(Quote(file), " is no picture's name"),
                            {"a name of letters, digits, \"-\", \"_\" and \".\""}));
  }
  if (is_ornament != out.alt.pieces.empty()) {
    return Fail(SyntaxError(source_, s.at,
                            "\"image\" needs either \"alt\", to be read out, or "
                            "\"ornament\""));
  }
  std::vector<std::string>& images = *named_.images;
  const auto known = std::find(images.begin(), images.end(), file);
  out.image = static_cast<size_t>(known - images.begin());
  if (known == images.end()) images.push_back(file);
  if (images.size() <= 8) return Element(std::move(out));
  return Fail(SyntaxError(source_, s.at, "more than 8 pictures"));
}

Result<Element> ElementReader::ReadRule(const Statement& s) {
  Rule out;
  Settings settings = Open(s);
  settings.Number("length", 1, 5000, out.length);
  ReadStroke(settings, out.stroke);
  TRY(settings.Finish());
  return Element(out);
}

// glue MIN [WEIGHT]
Result<Element> ElementReader::ReadGlue(const Statement& s) {
  Glue out;
  const bool good = !s.has_block && !s.values.empty() && s.values.size() <= 2 &&
                    std::all_of(s.values.begin(), s.values.end(), [](const Value& v) {
                      return v.kind == Value::Kind::kNumber && v.number >= 0;
                    });
  if (!good) {
    return Fail(
        SyntaxError(source_, s.at, "\"glue\" takes a height and perhaps a weight"));
  }
  out.min = s.values[0].number;
  if (s.values.size() == 2) out.weight = s.values[1].number;
  return Element(out);
}

Result<std::vector<Element>> ElementReader::ReadChildren(
    const Statement& s, const std::string& list, std::vector<std::string_view> others) {
  return ReadElements(source_, s.children, named_, list, [&](std::string_view word) {
    return std::find(others.begin(), others.end(), word) != others.end();
  });
}

// What a stack cannot measure has no place in one.
Result<void> ElementReader::CheckStackable(const Statement& s,
                                           std::vector<std::string_view> others) {
  for (const char* word :
       {"text", "repeat", "table", "rule", "glue", "when", "unless"}) {
    others.push_back(word);
  }
  for (const Statement& child : s.children) {
    if (child.word == "when" || child.word == "unless") TRY(CheckStackable(child, {}));
    if (std::find(others.begin(), others.end(), child.word) == others.end()) {
      return Fail(
          SyntaxError(source_, child.at,
                      StrCat("\"", s.word, "\" cannot hold \"", child.word, "\"")));
    }
  }
  return {};
}

Result<Element> ElementReader::ReadStack(const Statement& s) {
  auto out = std::make_unique<Stack>();
  Settings settings = Open(s);
  settings.BoxOf("box", out->box, true);
  AllowChildren(settings);
  TRY(settings.Finish());
  TRY(CheckStackable(s, {"box"}));
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, list_, {"box"}));
  return Element(std::move(out));
}

Result<Element> ElementReader::ReadRepeat(const Statement& s) {
  auto out = std::make_unique<Repeat>();
  Settings settings = Open(s);
  settings.BoxOf("box", out->box);
  settings.Number("measure", 1, 5000, out->box.width);
  settings.String("list", out->list, true);
  settings.Integer("columns", 1, 12, out->columns);
  settings.Flag("grid", out->grid);
  settings.Flag("plain", out->plain);
  settings.Numbers("gap", 2, 2, 0, 500, [&](const std::vector<double>& n) {
    out->column_gap = n[0];
    out->row_gap = n[1];
  });
  int valign = 0;
  settings.Choice("valign", {"top", "middle", "bottom"}, valign);
  out->valign = static_cast<Align>(valign);
  settings.Each("divider", [&](const Statement& child) -> Result<void> {
    Settings divider = Open(child);
    ReadStroke(divider, out->divider);
    out->has_divider = true;
    return divider.Finish();
  });
  AllowChildren(settings);
  TRY(settings.Finish());
  TRY(CheckList(s, out->list));
  const std::vector<std::string_view> settings_words = {
      "box", "measure", "list", "columns", "gap",
      "grid", "plain", "valign", "divider"};
  TRY(CheckStackable(s, settings_words));
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, out->list, settings_words));
  return Element(std::move(out));
}

Result<void> ElementReader::CheckList(const Statement& s,
                                      const std::string& list) const {
  if (!RowFieldNames(list).empty()) return {};
  return Fail(SyntaxError(source_, s.at, StrCat("unknown list ", Quote(list)),
                          {Suggest(list, ListNames())}));
}

// column WIDTH { align A; head { … }; cell { … }; foot { … } }
Result<ListTable::Column> ElementReader::ReadColumn(const Statement& s,
                                                const std::string& list) {
  ListTable::Column out;
  if (s.values.size() != 1 || s.values[0].kind != Value::Kind::kNumber ||
      s.values[0].number < 0) {
    return Fail(SyntaxError(source_, s.at,
                            "\"column\" takes a width; 0 is what the others leave"));
  }
  out.width = s.values[0].number;
  Settings settings = Open(s);
  int align = 0;
  settings.Choice("align", kAlignWords, align);
  const auto part = [&](const char* word, const std::string& rows,
                        std::vector<Text>& texts) {
    settings.Each(word, [&](const Statement& child) -> Result<void> {
      Text text;
      text.align = static_cast<Align>(align);
      ElementReader reader(source_, named_, rows);
      Settings words = reader.Open(child);
      reader.ReadWords(words, text);
      if (!text.phrases.empty()) texts.push_back(std::move(text));
      return words.Finish();
    });
  };
  part("head", list_, out.head);
  part("cell", list, out.cell);
  part("foot", list_, out.foot);
  TRY(settings.Finish());
  if (!out.cell.empty()) return out;
  return Fail(SyntaxError(source_, s.at, "\"column\" needs \"cell\""));
}

Result<Element> ElementReader::ReadTable(const Statement& s) {
  auto out = std::make_unique<ListTable>();
  Settings settings = Open(s);
  settings.BoxOf("box", out->box);
  settings.Number("measure", 1, 5000, out->box.width);
  settings.String("list", out->list, true);
  settings.Numbers("gap", 2, 2, 0, 500, [&](const std::vector<double>& n) {
    out->column_gap = n[0];
    out->row_gap = n[1];
  });
  settings.Each("divider", [&](const Statement& child) -> Result<void> {
    Settings divider = Open(child);
    ReadStroke(divider, out->divider);
    out->has_divider = true;
    return divider.Finish();
  });
  settings.Each("column", [&](const Statement& child) -> Result<void> {
    TRY(CheckList(s, out->list));
    ASSIGN_OR_RETURN(ListTable::Column column, ReadColumn(child, out->list));
    out->columns.push_back(std::move(column));
    return {};
  });
  TRY(settings.Finish());
  TRY(CheckList(s, out->list));
  if (!out->columns.empty() && out->columns.size() <= 12) return Element(std::move(out));
  return Fail(SyntaxError(source_, s.at, "a table has from 1 to 12 columns"));
}

// when "FIELD OR LIST" { … }
Result<Element> ElementReader::ReadWhen(const Statement& s) {
  auto out = std::make_unique<When>();
  if (s.values.size() != 1 || s.values[0].kind != Value::Kind::kString || !s.has_block) {
    return Fail(SyntaxError(
        source_, s.at,
        StrCat("\"", s.word, "\" takes a field or list in double quotes, and a block")));
  }
  out->name = s.values[0].text;
  out->unless = s.word == "unless";
  const bool is_list = !RowFieldNames(out->name).empty();
  if (!is_list) TRY(ReadField(s.values[0], out->name));
  for (const Statement& child : s.children) {
    const bool fixed = child.word == "group" || IsOrnament(child.word);
    if (!fixed) continue;
    return Fail(SyntaxError(
        source_, child.at, StrCat("\"", s.word, "\" cannot hold \"", child.word, "\""),
        {"ornament is the same on every page"}));
  }
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, list_, {}));
  return Element(std::move(out));
}

Result<Element> ElementReader::ReadGroup(const Statement& s) {
  auto out = std::make_unique<Group>();
  Settings settings = Open(s);
  settings.PointOf("at", out->at, true);
  settings.Each("figure", [&](const Statement& child) -> Result<void> {
    Settings figure = Open(child);
    out->figure.emplace();
    figure.BoxOf("box", out->figure->box, true);
    ReadAlt(figure, out->figure->alt);
    TRY(figure.Finish());
    if (!out->figure->alt.pieces.empty()) return {};
    return Fail(SyntaxError(source_, child.at, "\"figure\" needs \"alt\""));
  });
  AllowChildren(settings);
  TRY(settings.Finish());
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, list_, {"at", "figure"}));
  return Element(std::move(out));
}

}  // namespace

Result<std::vector<Element>> ReadElements(
    Source source, const std::vector<Statement>& statements, const Named& named,
    const std::string& list, const std::function<bool(std::string_view)>& is_other) {
  ElementReader reader(source, named, list);
  std::vector<Element> out;
  for (const Statement& s : statements) {
    if (is_other(s.word)) continue;
    std::optional<Result<Element>> element = reader.Read(s);
    if (!element) {
      return Fail(SyntaxError(source, s.at, StrCat("unknown statement ", Quote(s.word)),
                              {Suggest(s.word, ElementReader::Words())}));
    }
    if (!*element) return Fail(std::move(*element).error());
    out.push_back(std::move(**element));
  }
  return out;
}

}  // namespace certseal
