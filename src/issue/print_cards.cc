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
  CardPrinter(Register& reg, TemplateStore& store, CardPaper paper)
      : register_(reg), store_(store), sheet_(paper) {}

  // Add sets a certificate on the sheet, or tells that it is no card.
  Result<bool> Add(const CertificateCode& code) {
    ASSIGN_OR_RETURN(const auto certificate, register_.FindByCode(code));
    if (!certificate) {
      return Fail(StrCat("the register has no certificate ", code.Printed()));
    }
    const Result<void> standing = CheckStanding(*certificate);
    if (!standing) return Within(code.Printed(), standing.error());
    const CertificateRow& row = certificate->row;
    ASSIGN_OR_RETURN(renderer_,
                     store_.FindIssued(row.template_name, row.template_sha256.Hex()));
    if (!CardSheet::IsCard(renderer_->width(), renderer_->height())) return false;
    if (sheet_.cards() == kMostCards) {
      return Fail(StrCat("more than ", kMostCards, " cards in one file"),
                  {"print those of one course or of some days: --course, --from, --to"});
    }
    ASSIGN_OR_RETURN(const PageContent page, PageFromJson(row.page));
    auto card = renderer_->ForSheet(page);
    if (!card) return Within(code.Printed(), card.error());
    sheet_.Place(*card);
    return true;
  }

  // Of the last one that was added, or was no card.
  Error NoCard(const CertificateCode& code) const {
    const auto rounded = [](double points) { return std::lround(points); };
    return Error{StrCat(code.Printed(), ": its design ", Quote(renderer_->template_name()),
                        " is a sheet of ", rounded(renderer_->width()), " by ",
                        rounded(renderer_->height()),
                        " points, no card of 85.6 by 54 mm"),
                 {"issue cards with the design \"wallet-card\", in the roster's column "
                  "Template"}};
  }

  Result<CardSheets> Finish() {
    ASSIGN_OR_RETURN(std::string pdf, sheet_.Save());
    return CardSheets{std::move(pdf), sheet_.cards(), sheet_.sheets()};
  }

  size_t cards() const { return sheet_.cards(); }

 private:
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
  CardSheet sheet_;
  const Renderer* renderer_ = nullptr;
};

}  // namespace

Result<CardSheets> PrintCards(std::span<const CertificateCode> codes, Register& reg,
                              TemplateStore& store, CardPaper paper) {
  CardPrinter printer(reg, store, paper);
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const bool is_card, printer.Add(code));
    if (!is_card) return Fail(printer.NoCard(code));
  }
  return printer.Finish();
}

Result<CardSheets> PrintCardsOf(SearchQuery query, Register& reg, TemplateStore& store,
                                CardPaper paper) {
  query.standing = Standing::kActive;
  std::vector<CertificateCode> codes;
  TRY(reg.Search(query, [&](const ListedCertificate& each) {
           if (!each.erased) codes.push_back(each.facts.code);
           return true;
         }).map([](size_t) {}));
  CardPrinter printer(reg, store, paper);
  size_t others = 0;
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const bool is_card, printer.Add(code));
    others += is_card ? 0 : 1;
  }
  if (printer.cards() == 0 && codes.empty()) return Fail("no active certificate is found");
  if (printer.cards() == 0) return Fail(printer.NoCard(codes.back()));
  ASSIGN_OR_RETURN(CardSheets sheets, printer.Finish());
  sheets.other_designs = others;
  return sheets;
}

}  // namespace certseal
