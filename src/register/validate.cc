// SPDX-License-Identifier: Apache-2.0
#include "register/validate.h"

#include <cstring>

#include "base/strings.h"
#include "base/unicode.h"
#include "register/status_slots.h"

namespace certseal {
namespace {

// As FindInvalidUtf8, but takes ASCII, which records nearly are, eight bytes at a time.
bool IsUtf8(std::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  for (size_t i = 0; i < text.size();) {
    uint64_t eight = kHighBits;
    if (text.size() - i >= sizeof eight) {
      std::memcpy(&eight, text.data() + i, sizeof eight);
    }
    if ((eight & kHighBits) == 0) {
      i += sizeof eight;
    } else if (!DecodeUtf8(text, i)) {
      return false;
    }
  }
  return true;
}

Result<void> CheckFacts(const CertificateFacts& facts) {
  constexpr size_t kMax = CertificateRow::kMaxFieldBytes;
  TRY(ValidateText("the holder's name", facts.holder_name, kMax, EmptyText::kRefused));
  TRY(ValidateText("the plain name", facts.plain_name, kMax, EmptyText::kRefused));
  TRY(ValidateText("the e-mail", facts.email, kMax, EmptyText::kAllowed));
  TRY(ValidateText("the licence", facts.licence, kMax, EmptyText::kAllowed));
  TRY(ValidateText("the licence's state", facts.licence_state, kMax,
                   EmptyText::kAllowed));
  TRY(ValidateText("the profession", facts.profession, kMax, EmptyText::kAllowed));
  TRY(ValidateText("the course's code", facts.course_code, kMax, EmptyText::kRefused));
  TRY(ValidateText("the course's title", facts.course_title, kMax,
                   EmptyText::kRefused));
  return {};
}

}  // namespace

// PostgreSQL takes no NUL and no malformed UTF-8 in text, so SQLite gets none either.
Result<void> ValidateText(std::string_view field, std::string_view text,
                          size_t max_bytes, EmptyText empty) {
  if (text.empty() && empty == EmptyText::kRefused) {
    return Fail(StrCat(field, " is empty"));
  }
  if (text.size() > max_bytes) {
    return Fail(StrCat(field, " has ", text.size(), " bytes, more than ", max_bytes));
  }
  if (text.find('\0') != std::string_view::npos) {
    return Fail(StrCat(field, " holds a NUL byte"));
  }
  if (!IsUtf8(text)) return Fail(StrCat(field, " is not valid UTF-8"));
  return {};
}

Result<void> ValidateRow(const CertificateRow& row) {
  constexpr size_t kMax = CertificateRow::kMaxFieldBytes;
  TRY(CheckFacts(row.facts));
  TRY(ValidateText("the record", row.record, CertificateRow::kMaxRecordBytes,
                   EmptyText::kRefused));
  TRY(ValidateText("the seal", row.seal, kMax, EmptyText::kRefused));
  TRY(ValidateText("the page", row.page, CertificateRow::kMaxPageBytes,
                   EmptyText::kAllowed));
  TRY(ValidateText("the template's name", row.template_name, kMax,
                   EmptyText::kRefused));
  if (row.status.index >= kStatusBlockSize || row.status.block > kMaxStatusBlock) {
    return Fail(StrCat("there is no place ", row.status.index, " in status block ",
                       row.status.block));
  }
  return {};
}

}  // namespace certseal
