// SPDX-License-Identifier: Apache-2.0
#include "issue/print_cards.h"

#include <cmath>

#include "base/strings.h"
#include "issue/page_json.h"
#include "page/card_sheet.h"

namespace certseal {
namespace {

class CardPrinter {
 public:
  CardPrinter(Register& reg, TemplateStore& store, const CardDesign& design)
      : register_(reg), store_(store), design_(design), sheet_(design.paper) {}

  // Add sets a certificate on the sheet.
  Result<void> Add(const CertificateCode& code) {
    ASSIGN_OR_RETURN(const auto certificate, register_.FindByCode(code));
    if (!certificate) {
      return Fail(StrCat("the register has no certificate ", code.Printed()));
    }
    const Result<void> standing = CheckStanding(*certificate);
    if (!standing) return Within(code.Printed(), standing.error());
    if (sheet_.cards() == kMostCards) {
      return Fail(StrCat("more than ", kMostCards, " cards in one file"),
                  {"print those of one course or of some days: --course, --from, --to"});
    }
    ASSIGN_OR_RETURN(const Renderer* renderer, RendererOf(certificate->row));
    ASSIGN_OR_RETURN(const PageContent page, PageFromJson(certificate->row.page));
    auto card = renderer->ForSheet(page);
    if (!card) return Within(code.Printed(), card.error());
    sheet_.Place(*card);
    return {};
  }

  Result<CardSheets> Finish() {
    ASSIGN_OR_RETURN(std::string pdf, sheet_.Save());
    return CardSheets{std::move(pdf), sheet_.cards(), sheet_.sheets()};
  }

 private:
  Result<const Renderer*> RendererOf(const CertificateRow& row) {
    ASSIGN_OR_RETURN(const Renderer* issued,
                     store_.FindIssued(row.template_name, row.template_sha256.Hex()));
    if (CardSheet::IsCard(issued->width(), issued->height())) return issued;
    ASSIGN_OR_RETURN(const Renderer* card, store_.Find(design_.name));
    if (CardSheet::IsCard(card->width(), card->height())) return card;
    return Fail(StrCat("the design ", Quote(card->template_name()), " is a sheet of ",
                       std::lround(card->width()), " by ", std::lround(card->height()),
                       " points, no card of 85.6 by 54 mm"),
                {"\"wallet-card\" is one; certseal template list shows all"});
  }

  static Result<void> CheckStanding(const StoredCertificate& certificate) {
    if (certificate.erased) return Fail("was erased");
    switch (certificate.state) {
      case CertificateState::kActive:
        return {};
      case CertificateState::kSuspended:
        return Fail("is suspended or on hold: no card is printed of it");
      case CertificateState::kRevoked:
        return Fail("is revoked: no card is printed of it");
      case CertificateState::kReplaced:
        return Fail("is replaced: no card is printed of it");
    }
    return {};
  }

  Register& register_;
  TemplateStore& store_;
  const CardDesign& design_;
  CardSheet sheet_;
};

}  // namespace

Result<CardSheets> PrintCards(std::span<const CertificateCode> codes, Register& reg,
                              TemplateStore& store, const CardDesign& design) {
  CardPrinter printer(reg, store, design);
  for (const CertificateCode& code : codes) TRY(printer.Add(code));
  return printer.Finish();
}

Result<CardSheets> PrintCardsOf(SearchQuery query, Register& reg, TemplateStore& store,
                                const CardDesign& design) {
  query.standing = Standing::kActive;
  std::vector<CertificateCode> codes;
  TRY(reg.Search(query, [&](const ListedCertificate& each) {
           if (!each.erased) codes.push_back(each.facts.code);
           return true;
         }).map([](size_t) {}));
  if (codes.empty()) return Fail("no active certificate is found");
  return PrintCards(codes, reg, store, design);
}

}  // namespace certseal
