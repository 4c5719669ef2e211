// SPDX-License-Identifier: Apache-2.0
#include "page/phrase_reader.h"

#include <algorithm>

#include "base/strings.h"
#include "page/phrase_text.h"
#include "page/vocabulary.h"

namespace certseal {

Result<Phrase::Piece> PhraseReader::ReadField(const Value& value,
                                               std::string_view name) const {
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
Result<Phrase> PhraseReader::ReadPhrase(const Statement& s, size_t style) const {
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
void PhraseReader::ReadTag(Settings& settings, const std::vector<Tag>& tags, Tag& out) {
  static constexpr const char* kWords[] = {"paragraph", "heading", "label", "ornament"};
  std::vector<std::string> words;
  words.reserve(tags.size());
  for (const Tag tag : tags) words.emplace_back(kWords[static_cast<size_t>(tag)]);
  int choice = 0;
  settings.Choice("tag", words, choice);
  out = tags[static_cast<size_t>(choice)];
}

// alt "words {field}"
void PhraseReader::ReadAlt(Settings& settings, Phrase& out) const {
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

void PhraseReader::ReadPhrases(Settings& settings, std::vector<Phrase>& out) const {
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

void PhraseReader::ReadAlign(Settings& settings, Align& out) {
  int align = static_cast<int>(out);
  settings.Choice("align", {"start", "center", "end", "left", "right"}, align);
  out = static_cast<Align>(align);
}

void PhraseReader::ReadWords(Settings& settings, Text& out) const {
  int fit = 0;
  ReadAlign(settings, out.align);
  settings.Choice("fit", {"shrink", "wrap"}, fit);
  out.fit = static_cast<Fit>(fit);
  settings.Integer("lines", 1, 12, out.lines);
  settings.Number("line-size", 1, 200, out.line_size);
  ReadPhrases(settings, out.phrases);
}

}  // namespace certseal
