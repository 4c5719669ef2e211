// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/lint.h"
#include "rules/rule.h"

namespace certseal {

struct TextProblem {
  std::string message;
  std::string remedy;
};

// FindForbiddenWords finds the rule's words on the page, whatever their case and
// hyphens.
std::vector<TextProblem> FindForbiddenWords(const ContentRule& rule,
                                            const RuledPage& page);

// FindUnmarked finds the rule's phrase without its mark behind it ("(s)" or "s" may
// stand between), outside italics where it needs them, or on a page without the notice.
std::vector<TextProblem> FindUnmarked(const ContentRule& rule, const RuledPage& page);

// FindShortenedFooter tells whether the footer lacks any of the rule's text.
std::vector<TextProblem> FindShortenedFooter(const ContentRule& rule,
                                             const RuledPage& page);

// HoldsInOrder tells whether the parts stand in the text one after the other, with
// anything between them; the mark of italics in a part does not count.
bool HoldsInOrder(std::string_view text, const std::vector<std::string>& parts);

// Plain is a wording without the mark of italics.
std::string Plain(std::string_view wording);

}  // namespace certseal
