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
};

// CardDesign says how cards look: what was issued as a card does as it did, all else is drawn
// in the template of this name, which must be of a card's size.
struct CardDesign {
  std::string name = "wallet-card";
  CardPaper paper;
};

// PrintCards draws a card of each of these certificates, in their order: the same words and
// QR in a small design. Fails for one that is not active: the error names it.
Result<CardSheets> PrintCards(std::span<const CertificateCode> codes, Register& reg,
                              TemplateStore& store, const CardDesign& design);

// PrintCardsOf draws those that a search finds and that are active on its day, by
// completion date and name. Fails where there is none.
Result<CardSheets> PrintCardsOf(SearchQuery query, Register& reg, TemplateStore& store,
                                const CardDesign& design);

}  // namespace certseal
