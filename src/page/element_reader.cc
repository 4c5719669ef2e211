// SPDX-License-Identifier: Apache-2.0
#include "page/element_reader.h"

#include <algorithm>
#include <array>

#include "base/strings.h"
#include "page/ornament_reader.h"
#include "page/vocabulary.h"

namespace certseal {
namespace {

class ElementReader {
 public:
  ElementReader(std::string_view file, const Named& named, std::string list)
      : file_(file), named_(named), list_(std::move(list)) {}

  // Read gives nothing for a word that is no element.
  std::optional<Result<Element>> Read(const Statement& s);

  static const std::vector<std::string>& Words();

 private:
  using Reader = Result<Element> (ElementReader::*)(const Statement&);
  struct Entry {
    const char* word;
    Reader read;
  };
  static const std::array<Entry, 8>& Table();

  Settings Open(const Statement& s) const { return Settings(file_, s, named_); }

  Result<Element> ReadText(const Statement& s);
  Result<Element> ReadArc(const Statement& s);
  Result<Element> ReadQr(const Statement& s);
  Result<Element> ReadRule(const Statement& s);
  Result<Element> ReadGlue(const Statement& s);
  Result<Element> ReadStack(const Statement& s);
  Result<Element> ReadRepeat(const Statement& s);
  Result<Element> ReadGroup(const Statement& s);

  static void AllowChildren(Settings& settings) {
    for (const std::string& word : Words()) settings.Allow(word);
  }
  void ReadTag(Settings& settings, std::vector<Tag> tags, Tag& out);
  void ReadAlt(Settings& settings, Phrase& out);
  void ReadPhrases(Settings& settings, std::vector<Phrase>& out);
  Result<Phrase> ReadPhrase(const Statement& s, size_t style);
  Result<Phrase::Piece> ReadField(const Value& value, std::string_view name);
  Result<void> CheckStackable(const Statement& s, std::vector<std::string_view> others);
  Result<std::vector<Element>> ReadChildren(const Statement& s, const std::string& list,
                                            std::vector<std::string_view> others);

  std::string_view file_;
  const Named& named_;
  std::string list_;
};

const std::array<ElementReader::Entry, 8>& ElementReader::Table() {
  static constexpr std::array<Entry, 8> table = {{
      {"text", &ElementReader::ReadText},
      {"arc", &ElementReader::ReadArc},
      {"qr", &ElementReader::ReadQr},
      {"rule", &ElementReader::ReadRule},
      {"glue", &ElementReader::ReadGlue},
      {"stack", &ElementReader::ReadStack},
      {"repeat", &ElementReader::ReadRepeat},
      {"group", &ElementReader::ReadGroup},
  }};
  return table;
}

const std::vector<std::string>& ElementReader::Words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> out;
    for (const Entry& entry : Table()) out.emplace_back(entry.word);
    out.insert(out.end(), OrnamentWords().begin(), OrnamentWords().end());
    return out;
  }();
  return words;
}

std::optional<Result<Element>> ElementReader::Read(const Statement& s) {
  for (const Entry& entry : Table()) {
    if (s.word == entry.word) return (this->*entry.read)(s);
  }
  return ReadOrnament(file_, s, named_);
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
    return Fail(SyntaxError(file_, value.at, StrCat("unknown field ", Quote(name)),
                            {Suggest(name, known)}));
  }
  return Phrase::Piece{true, std::string(name)};
}

// say "fixed {field} fixed" [STYLE]
Result<Phrase> ElementReader::ReadPhrase(const Statement& s, size_t style) {
  if (s.values.empty() || s.values[0].kind != Value::Kind::kString || s.has_block) {
    return Fail(SyntaxError(
        file_, s.at, StrCat("\"", s.word, "\" takes a string and perhaps a style")));
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
      return Fail(SyntaxError(file_, value.at, "\"{\" without \"}\" in a string"));
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
      return Fail(SyntaxError(file_, s.at, "\"alt\" is given twice"));
    if (s.values.size() != 1)
      return Fail(SyntaxError(file_, s.at, "\"alt\" takes a string"));
    ASSIGN_OR_RETURN(out, ReadPhrase(s, 0));
    const bool says = std::any_of(out.pieces.begin(), out.pieces.end(),
                                  [](const Phrase::Piece& piece) {
                                    return piece.is_field
                                               ? piece.text.starts_with("words.")
                                               : !Trim(piece.text).empty();
                                  });
    if (says) return {};
    return Fail(SyntaxError(file_, s.at, "\"alt\" needs words beside its fields"));
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
        return Fail(SyntaxError(file_, s.values[1].at,
                                StrCat("unknown style ", Quote(s.values[1].text))));
      }
      own = named->second;
    } else if (s.values.size() > 2) {
      return Fail(
          SyntaxError(file_, s.at, "\"say\" takes a string and perhaps a style"));
    }
    ASSIGN_OR_RETURN(Phrase phrase, ReadPhrase(s, own));
    out.push_back(std::move(phrase));
    return {};
  });
}

Result<Element> ElementReader::ReadText(const Statement& s) {
  Text out;
  Settings settings = Open(s);
  settings.BoxOf("box", out.box);
  settings.Number("measure", 1, 5000, out.box.width);
  int align = 1, valign = 0, fit = 0;
  settings.Choice("align", {"start", "center", "end", "left", "right"}, align);
  settings.Choice("valign", {"top", "middle", "bottom"}, valign);
  settings.Choice("fit", {"shrink", "wrap"}, fit);
  out.align = static_cast<Align>(align);
  out.valign = static_cast<Align>(valign);
  out.fit = static_cast<Fit>(fit);
  settings.Integer("lines", 1, 12, out.lines);
  settings.Number("line-size", 1, 200, out.line_size);
  ReadTag(
      settings,
      {Tag::kParagraph, list_.empty() ? Tag::kHeading : Tag::kLabel, Tag::kOrnament},
      out.tag);
  ReadPhrases(settings, out.phrases);
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
        SyntaxError(file_, s.at, "\"glue\" takes a height and perhaps a weight"));
  }
  out.min = s.values[0].number;
  if (s.values.size() == 2) out.weight = s.values[1].number;
  return Element(out);
}

Result<std::vector<Element>> ElementReader::ReadChildren(
    const Statement& s, const std::string& list, std::vector<std::string_view> others) {
  return ReadElements(file_, s.children, named_, list, [&](std::string_view word) {
    return std::find(others.begin(), others.end(), word) != others.end();
  });
}

// What a stack cannot measure has no place in one.
Result<void> ElementReader::CheckStackable(const Statement& s,
                                           std::vector<std::string_view> others) {
  for (const char* word : {"text", "repeat", "rule", "glue"}) others.push_back(word);
  for (const Statement& child : s.children) {
    if (std::find(others.begin(), others.end(), child.word) == others.end()) {
      return Fail(
          SyntaxError(file_, child.at,
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
  if (RowFieldNames(out->list).empty()) {
    return Fail(SyntaxError(file_, s.at, StrCat("unknown list ", Quote(out->list)),
                            {Suggest(out->list, ListNames())}));
  }
  const std::vector<std::string_view> settings_words = {
      "box", "measure", "list", "columns", "gap", "plain", "valign", "divider"};
  TRY(CheckStackable(s, settings_words));
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, out->list, settings_words));
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
    return Fail(SyntaxError(file_, child.at, "\"figure\" needs \"alt\""));
  });
  AllowChildren(settings);
  TRY(settings.Finish());
  ASSIGN_OR_RETURN(out->children, ReadChildren(s, list_, {"at", "figure"}));
  return Element(std::move(out));
}

}  // namespace

Result<std::vector<Element>> ReadElements(
    std::string_view file, const std::vector<Statement>& statements, const Named& named,
    const std::string& list, const std::function<bool(std::string_view)>& is_other) {
  ElementReader reader(file, named, list);
  std::vector<Element> out;
  for (const Statement& s : statements) {
    if (is_other(s.word)) continue;
    std::optional<Result<Element>> element = reader.Read(s);
    if (!element) {
      return Fail(SyntaxError(file, s.at, StrCat("unknown statement ", Quote(s.word)),
                              {Suggest(s.word, ElementReader::Words())}));
    }
    if (!*element) return Fail(std::move(*element).error());
    out.push_back(std::move(**element));
  }
  return out;
}

}  // namespace certseal
