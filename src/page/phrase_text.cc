// SPDX-License-Identifier: Apache-2.0
#include "page/phrase_text.h"

#include <optional>

#include "base/strings.h"

namespace certseal {
namespace {

const std::string* Find(const Fields& fields, const std::string& name) {
  const auto found = fields.find(name);
  return found == fields.end() ? nullptr : &found->second;
}

// The value of a field and the name it has in messages.
std::pair<std::string_view, std::string> Look(const std::string& name,
                                              const PageContent& content,
                                              const Row& row) {
  if (row.fields != nullptr) {
    const std::string* own = Find(*row.fields, name);
    if (own != nullptr) return {*own, StrCat(row.name, ".", name)};
  }
  const std::string* value = Find(content.fields, name);
  return {value != nullptr ? *value : std::string_view(), name};
}

// What a page says in another language stands in fields of its own.
constexpr std::string_view kOtherLanguages[] = {"second.", "translated."};

std::string LanguageFieldOf(std::string_view field) {
  for (const std::string_view prefix : kOtherLanguages) {
    if (field.starts_with(prefix)) return StrCat(prefix, "language");
  }
  return "";
}

}  // namespace

bool MixesLanguages(const std::vector<Phrase>& phrases) {
  std::optional<std::string> first;
  for (const Phrase& phrase : phrases) {
    for (const Phrase::Piece& piece : phrase.pieces) {
      if (!piece.is_field) continue;
      const std::string language = LanguageFieldOf(piece.text);
      if (first && *first != language) return true;
      first = language;
    }
  }
  return false;
}

std::string FilledText::FieldAt(size_t byte) const {
  std::string field;
  for (const Source& source : sources) {
    if (source.begin <= byte) field = source.field;
  }
  return field.empty() ? FirstField() : field;
}

std::string FilledText::FirstField() const {
  for (const Source& source : sources) {
    if (!source.field.empty()) return source.field;
  }
  return "";
}

FilledText FillPhrases(const std::vector<Phrase>& phrases, const PageContent& content,
                       const Row& row) {
  FilledText out;
  size_t size = 0;
  for (const Phrase& phrase : phrases) {
    StyledText filled{"", phrase.style};
    std::vector<FilledText::Source> sources;
    bool has_field = false, has_value = false;
    for (const Phrase::Piece& piece : phrase.pieces) {
      const size_t begin = size + filled.text.size();
      if (!piece.is_field) {
        sources.push_back({begin, ""});
        filled.text += piece.text;
        continue;
      }
      const auto [value, name] = Look(piece.text, content, row);
      has_field = true;
      has_value = has_value || !value.empty();
      sources.push_back({begin, name});
      if (out.language_field.empty()) out.language_field = LanguageFieldOf(piece.text);
      filled.text += value;
    }
    if ((has_field && !has_value) || filled.text.empty()) continue;
    size += filled.text.size();
    out.texts.push_back(std::move(filled));
    out.sources.insert(out.sources.end(), sources.begin(), sources.end());
  }
  return out;
}

}  // namespace certseal
