// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "page/block.h"
#include "page/phrase_text.h"

namespace certseal {

// TextSetter sets the words of one certificate in the styles of a template. What it is
// given must outlive it.
class TextSetter {
 public:
  TextSetter(const Template& page, const ParagraphCache& shaper,
             const PageContent& content);

  bool right_to_left() const { return language_.right_to_left; }

  // FieldOf is what a field holds, a row's own before the page's; empty where there is
  // none.
  std::string FieldOf(const std::string& name) const;
  std::string FieldOf(const std::string& name, const Row& row) const;
  // AltOf is what is read out in a picture's place; never empty.
  std::string AltOf(const Phrase& alt, const Row& row) const;

  // Fit sets words in the lines that a text has; squeeze goes from 0, the largest size,
  // to 1. What has no glyph or no room is a problem of the page.
  std::optional<SetText> Fit(PageLayout& page, const Text& text,
                             const FilledText& filled, double width,
                             double squeeze) const;
  // FitMicrotext sets its words once, in one line.
  std::optional<SetText> FitMicrotext(PageLayout& page, const Microtext& microtext,
                                      const Row& row) const;
  // Measure sets a text at the top left of a block of this width.
  Block Measure(const Text& text, double width, const Row& row, double squeeze) const;

 private:
  std::optional<SetText> FitAsIs(PageLayout& page, const Text& text,
                                 const FilledText& filled, double width,
                                 double squeeze) const;
  void SettleStyles(PageLayout& page, FilledText& filled, Text& text) const;
  PageLanguage LanguageFor(const FilledText& filled) const;
  std::string OwnLanguage(const FilledText& filled, const Row& row) const;

  const ParagraphCache& shaper_;
  const PageContent& content_;
  const std::vector<Style>& styles_;
  const PageLanguage language_;
};

}  // namespace certseal
