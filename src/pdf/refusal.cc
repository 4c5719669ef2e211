// SPDX-License-Identifier: Apache-2.0
#include "pdf/refusal.h"

#include "base/strings.h"

namespace certseal {
namespace {

struct RuleText {
  int number;
  std::string_view name;
};

RuleText TextOf(PdfRule rule) {
  switch (rule) {
    case PdfRule::kIsPdf:
      return {0, "a PDF"};
    case PdfRule::kSize:
      return {1, "at most 4 MB"};
    case PdfRule::kHeader:
      return {1, "the header first"};
    case PdfRule::kOneRevision:
      return {1, "one revision"};
    case PdfRule::kNothingAfterEnd:
      return {1, "nothing after the end"};
    case PdfRule::kOneXref:
      return {1, "no second cross-reference"};
    case PdfRule::kNoObjectStreams:
      return {1, "no object streams"};
    case PdfRule::kNoEncryption:
      return {1, "no encryption"};
    case PdfRule::kXrefTable:
      return {2, "a classic cross-reference table"};
    case PdfRule::kTrailer:
      return {2, "a plain trailer"};
    case PdfRule::kOffsets:
      return {2, "offsets point at the objects"};
    case PdfRule::kNothingBetween:
      return {2, "nothing between the objects"};
    case PdfRule::kNoDuplicates:
      return {2, "no duplicate objects"};
    case PdfRule::kReferences:
      return {2, "references lead to objects"};
    case PdfRule::kNoUnreferenced:
      return {2, "no unreferenced objects"};
    case PdfRule::kObjectSyntax:
      return {2, "objects spelt as written"};
    case PdfRule::kSigned:
      return {3, "a signature"};
    case PdfRule::kByteRange:
      return {3, "the whole file signed"};
    case PdfRule::kContents:
      return {3, "only the signature unsigned"};
    case PdfRule::kCatalog:
      return {4, "a plain catalog"};
    case PdfRule::kOneSignatureField:
      return {4, "one signature field"};
    case PdfRule::kDocMdp:
      return {4, "no changes permitted"};
    case PdfRule::kNoAnnotations:
      return {4, "no other annotations"};
    case PdfRule::kNoFormFields:
      return {4, "no other form fields"};
    case PdfRule::kNoActiveContent:
      return {4, "no active content"};
    case PdfRule::kNoOptionalContent:
      return {4, "no optional content"};
    case PdfRule::kNoOutsideContent:
      return {4, "no content from outside"};
    case PdfRule::kCms:
      return {5, "a valid signature"};
    case PdfRule::kSigningTime:
      return {5, "a signing time"};
    case PdfRule::kRecordInCatalog:
      return {6, "the record in the catalog"};
    case PdfRule::kOnlyAttachments:
      return {6, "no other attachments"};
    case PdfRule::kInflate:
      return {6, "inflation within bounds"};
  }
  return {0, "an unknown rule"};
}

}  // namespace

int RuleNumber(PdfRule rule) { return TextOf(rule).number; }

std::string_view RuleName(PdfRule rule) { return TextOf(rule).name; }

std::string Describe(const PdfRefusal& refusal) {
  const RuleText text = TextOf(refusal.rule);
  const std::string rule =
      text.number == 0 ? std::string() : StrCat("rule ", text.number, ", ");
  return StrCat(rule, text.name, ": ", refusal.detail, " (byte ", refusal.offset, ")");
}

}  // namespace certseal
