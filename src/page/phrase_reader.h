// SPDX-License-Identifier: Apache-2.0
//
// Reads what elements of a template say: words and fields, and how they are set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "page/settings.h"
#include "page/template.h"

namespace certseal {

class PhraseReader {
 public:
  // `list` names the list whose rows' fields may be used, or is empty. `named` must
  // outlive this object.
  PhraseReader(Source source, const Named& named, std::string list)
      : source_(source), named_(named), list_(std::move(list)) {}

  const std::string& list() const { return list_; }

  // ReadField fails for a name that no page has.
  Result<Phrase::Piece> ReadField(const Value& value, std::string_view name) const;

  // These read settings of an element. ReadWords reads all that a text says and how it is
  // set, wherever it stands; ReadPhrases "style" and every "say"; ReadAlt "alt", which
  // must say something beside its fields; ReadTag one of `tags`, the first without one.
  void ReadWords(Settings& settings, Text& out) const;
  void ReadPhrases(Settings& settings, std::vector<Phrase>& out) const;
  void ReadAlt(Settings& settings, Phrase& out) const;
  static void ReadTag(Settings& settings, const std::vector<Tag>& tags, Tag& out);
  static void ReadAlign(Settings& settings, Align& out);

 private:
  Result<Phrase> ReadPhrase(const Statement& s, size_t style) const;

  Source source_;
  const Named& named_;
  std::string list_;
};

}  // namespace certseal
