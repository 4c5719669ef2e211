// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>

#include "base/result.h"

namespace certseal {

// PdfRule names what a file must keep to count as one that the school's program wrote:
// the closed profile of docs/pdf.md. The numbers are that list's.
enum class PdfRule {
  kIsPdf,              // 0: it is a PDF at all
  kSize,               // 1
  kHeader,             // 1
  kOneRevision,        // 1
  kNothingAfterEnd,    // 1
  kOneXref,            // 1: no /Prev, /XRefStm
  kNoObjectStreams,    // 1
  kNoEncryption,       // 1
  kXrefTable,          // 2
  kTrailer,            // 2
  kOffsets,            // 2
  kNothingBetween,     // 2: the objects tile the file
  kNoDuplicates,       // 2
  kReferences,         // 2: each leads to an object
  kNoUnreferenced,     // 2
  kObjectSyntax,       // 2: objects are spelt as the writer spells them
  kSigned,             // 3
  kByteRange,          // 3
  kContents,           // 3
  kCatalog,            // 4
  kOneSignatureField,  // 4
  kDocMdp,             // 4
  kNoAnnotations,      // 4
  kNoFormFields,       // 4
  kNoActiveContent,    // 4
  kNoOptionalContent,  // 4
  kNoOutsideContent,   // 4
  kCms,                // 5
  kSigningTime,        // 5
  kRecordInCatalog,    // 6
  kOnlyAttachments,    // 6
  kInflate,            // 6
};

// RuleNumber gives the item of docs/pdf.md that a rule belongs to; 0 for kIsPdf.
int RuleNumber(PdfRule rule);

// RuleName gives a rule's short name, as in "one revision".
std::string_view RuleName(PdfRule rule);

// PdfRefusal says which rule a file breaks first, and how.
//
// `detail` completes "this file is not what the school issued: ...": lower case, no
// full stop, values from the file quoted. `offset` is the byte of the file where it
// shows.
struct PdfRefusal {
  PdfRule rule;
  std::string detail;
  size_t offset = 0;
};

// Describe gives a refusal as the evidence of a check: its rule's number and name, the
// detail, the offset.
std::string Describe(const PdfRefusal& refusal);

// PdfResult holds a T or the refusal that says why there is none. TRY and
// ASSIGN_OR_RETURN of base/result.h work on it.
template <typename T>
class [[nodiscard]] PdfResult : public tl::expected<T, PdfRefusal> {
 public:
  using Base = tl::expected<T, PdfRefusal>;
  using Base::Base;
};

inline tl::unexpected<PdfRefusal> Fail(PdfRefusal refusal) {
  return tl::unexpected<PdfRefusal>(std::move(refusal));
}

inline tl::unexpected<PdfRefusal> Refuse(PdfRule rule, std::string detail,
                                         size_t offset) {
  return Fail(PdfRefusal{rule, std::move(detail), offset});
}

}  // namespace certseal
