// SPDX-License-Identifier: Apache-2.0
//
// Fills the fields of a template's phrases, remembering which byte came from where.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "page/content.h"
#include "page/paragraph.h"
#include "page/template.h"

namespace certseal {

using Fields = std::map<std::string, std::string>;

// Row is the row of a list that a cell shows.
struct Row {
  std::string name;  // "facts[2]", counted from 1, for messages
  const Fields* fields = nullptr;
};

struct FilledText {
  std::vector<StyledText> texts;
  struct Source {
    size_t begin = 0;   // byte of the joined texts
    std::string field;  // empty for fixed words
  };
  std::vector<Source> sources;
  // The field that names the language of these words where it is not the page's:
  // "second.language", or empty.
  std::string language_field;

  bool empty() const { return texts.empty(); }
  // FieldAt names the field that gave a byte; FirstField the first there is.
  std::string FieldAt(size_t byte) const;
  std::string FirstField() const;
};

// FillPhrases resolves fields, the row's before the page's, and leaves out phrases
// whose fields are all empty.
FilledText FillPhrases(const std::vector<Phrase>& phrases, const PageContent& content,
                       const Row& row);

// MixesLanguages tells whether the fields of a text are of more than one language: those of
// the page, of its second (second.…), of a translated title (translated.…). Such a text
// could be neither shaped nor read out rightly.
bool MixesLanguages(const std::vector<Phrase>& phrases);

}  // namespace certseal
