// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "issue/template_store.h"
#include "page/card_paper.h"
#include "register/register.h"

namespace certseal {

// At most so many are drawn into one file.
inline constexpr size_t kMostCards = 2000;

// CardSheets is a printer's file (page/card_sheet.h).
struct CardSheets {
  std::string pdf;
  size_t cards = 0;
  size_t sheets = 0;
  size_t other_designs = 0;  // were found and are no cards
};

// PrintCards draws these certificates as they were issued, in their order. Fails for one
// that was not issued as a card, and for one that is not active: the error names it.
Result<CardSheets> PrintCards(std::span<const CertificateCode> codes, Register& reg,
                              TemplateStore& store, CardPaper paper);

// PrintCardsOf draws those that a search finds and that are active on its day, by
// completion date and name; what was issued in another design is counted alone. Fails
// where there is no card among them.
Result<CardSheets> PrintCardsOf(SearchQuery query, Register& reg, TemplateStore& store,
                                CardPaper paper);

}  // namespace certseal
