// SPDX-License-Identifier: Apache-2.0
#include "page/text_setter.h"

#include <algorithm>
#include <cstdio>

#include "base/strings.h"
#include "page/optical_edge.h"
#include "page/script_face.h"

namespace certseal {
namespace {

constexpr double kNoLimit = 1e6;  // points

std::string CodePoint(char32_t c) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", static_cast<unsigned>(c));
  return buffer;
}

// A page without words of its language was made before there were any, and is laid out
// as it was.
PageLanguage LanguageOf(const PageContent& content) {
  return content.fields.contains("words.number") ? PageLanguage::Of(content.language)
                                                 : PageLanguage{};
}

// A line of another language below one of the page's keeps to its edge; a paragraph has
// its own.
bool RunsFromTheRight(const SetText& set, const FilledText& filled) {
  const bool alone = filled.language_field.empty() || set.lines.size() > 1;
  return alone && set.paragraph->right_to_left;
}

}  // namespace

TextSetter::TextSetter(const Template& page, const ParagraphCache& shaper,
                       const PageContent& content)
    : shaper_(shaper),
      content_(content),
      styles_(page.styles),
      language_(LanguageOf(content)) {}

std::string TextSetter::AltOf(const Phrase& alt, const Row& row) const {
  std::string words;
  for (const Phrase::Piece& piece : alt.pieces) {
    words += piece.is_field ? FieldOf(piece.text, row) : piece.text;
  }
  return words.empty() ? "Picture" : words;  // of a page without words of its language
}

std::string TextSetter::FieldOf(const std::string& name, const Row& row) const {
  if (row.fields == nullptr || !row.fields->contains(name)) return FieldOf(name);
  return row.fields->at(name);
}

std::string TextSetter::FieldOf(const std::string& name) const {
  const auto found = content_.fields.find(name);
  return found == content_.fields.end() ? "" : found->second;
}

// Gives phrases that their style's face cannot set another style. The size follows
// the first of them.
void TextSetter::SettleStyles(PageLayout& page, FilledText& filled, Text& text) const {
  for (StyledText& part : filled.texts) {
    const auto& other = styles_[part.style].otherwise;
    if (!other) continue;
    const Face& face = shaper_.shaper().FirstFace(part.style);
    const std::string why = WhyNotInScript(part.text, face);
    if (why.empty()) continue;
    if (&part == &filled.texts.front()) text.phrases[0].style = *other;
    part.style = *other;
    page.notes.push_back({filled.FirstField(), why});
  }
}

std::optional<SetText> TextSetter::Fit(PageLayout& page, const Text& asked,
                                       const FilledText& asked_filled, double width,
                                       double squeeze) const {
  const bool may_change =
      std::ranges::any_of(asked_filled.texts, [&](const StyledText& part) {
        return styles_[part.style].otherwise.has_value();
      });
  if (!may_change) return FitAsIs(page, asked, asked_filled, width, squeeze);
  Text text = asked;
  FilledText filled = asked_filled;
  text.phrases[0].style = filled.texts[0].style;
  SettleStyles(page, filled, text);
  return FitAsIs(page, text, filled, width, squeeze);
}

std::optional<SetText> TextSetter::FitAsIs(PageLayout& page, const Text& text,
                                           const FilledText& filled, double width,
                                           double squeeze) const {
  auto paragraph = shaper_.Shape(filled.texts, LanguageFor(filled));
  if (!paragraph) {
    AddProblem(
        page, filled.FieldAt(paragraph.error().byte),
        StrCat("no font has the character ", CodePoint(paragraph.error().character)));
    return std::nullopt;
  }
  if ((*paragraph)->runs.empty()) return std::nullopt;
  std::optional<SetText> set = FitText(*paragraph, text, styles_, width, squeeze);
  if (!set) {
    AddProblem(page, filled.FirstField(),
               StrCat("too long: ", Quote((*paragraph)->text, 80), " does not fit ",
                      text.lines == 1 ? "its line" : StrCat(text.lines, " lines"),
                      " at the smallest size"));
  }
  return set;
}

// Its words in one line: it has room for any.
std::optional<SetText> TextSetter::FitMicrotext(PageLayout& page,
                                                const Microtext& microtext,
                                                const Row& row) const {
  Text text;
  text.phrases = microtext.phrases;
  const FilledText filled = FillPhrases(text.phrases, content_, row);
  if (filled.empty()) return std::nullopt;
  return Fit(page, text, filled, kNoLimit, 0);
}

PageLanguage TextSetter::LanguageFor(const FilledText& filled) const {
  if (filled.language_field.empty()) return language_;
  return PageLanguage::Of(FieldOf(filled.language_field));
}

// The language of a text that is not the page's: that of its fields, or the row says
// its own, the course that of its title.
std::string TextSetter::OwnLanguage(const FilledText& filled, const Row& row) const {
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

Block TextSetter::Measure(const Text& text, double width, const Row& row,
                          double squeeze) const {
  Block block;
  const double whole = width;
  if (text.box.width > 0) width = std::min(width, text.box.width);
  const FilledText filled = FillPhrases(text.phrases, content_, row);
  if (filled.empty()) return block;
  std::optional<SetText> set = Fit(block.page, text, filled, width, squeeze);
  if (!set) return block;
  block.height = set->height;
  const Align align =
      Physical(text.align, language_.right_to_left || RunsFromTheRight(*set, filled));
  if (styles_[set->paragraph->runs[0].style].optical)
    AlignToTheEye(*set, styles_, align);
  Meaning& meaning = AddContent(
      block.page, PlacedText{std::move(*set), align, {(whole - width) / 2, 0}, width});
  meaning.tag = text.tag;
  meaning.language = OwnLanguage(filled, row);
  return block;
}

}  // namespace certseal
