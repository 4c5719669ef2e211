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

enum class Empty { kAllowed, kRefused };

// PostgreSQL takes no NUL and no malformed UTF-8 in text, so SQLite gets none either.
Result<void> CheckText(std::string_view field, std::string_view text, size_t max_bytes,
                       Empty empty) {
  if (text.empty() && empty == Empty::kRefused) return Fail(StrCat(field, " is empty"));
  if (text.size() > max_bytes) {
    return Fail(StrCat(field, " has ", text.size(), " bytes, more than ", max_bytes));
  }
  if (text.find('\0') != std::string_view::npos) {
    return Fail(StrCat(field, " holds a NUL byte"));
  }
  if (!IsUtf8(text)) return Fail(StrCat(field, " is not valid UTF-8"));
  return {};
}

Result<void> CheckFacts(const CertificateFacts& facts) {
  constexpr size_t kMax = CertificateRow::kMaxFieldBytes;
  TRY(CheckText("the holder's name", facts.holder_name, kMax, Empty::kRefused));
  TRY(CheckText("the plain name", facts.plain_name, kMax, Empty::kRefused));
  TRY(CheckText("the e-mail", facts.email, kMax, Empty::kAllowed));
  TRY(CheckText("the licence", facts.licence, kMax, Empty::kAllowed));
  TRY(CheckText("the licence's state", facts.licence_state, kMax, Empty::kAllowed));
  TRY(CheckText("the profession", facts.profession, kMax, Empty::kAllowed));
  TRY(CheckText("the course's code", facts.course_code, kMax, Empty::kRefused));
  TRY(CheckText("the course's title", facts.course_title, kMax, Empty::kRefused));
  return {};
}

}  // namespace

Result<void> ValidateRow(const CertificateRow& row) {
  constexpr size_t kMax = CertificateRow::kMaxFieldBytes;
  TRY(CheckFacts(row.facts));
  TRY(CheckText("the record", row.record, CertificateRow::kMaxRecordBytes,
                Empty::kRefused));
  TRY(CheckText("the seal", row.seal, kMax, Empty::kRefused));
  TRY(CheckText("the page", row.page, CertificateRow::kMaxPageBytes, Empty::kAllowed));
  TRY(CheckText("the template's name", row.template_name, kMax, Empty::kRefused));
  if (row.status.index >= kStatusBlockSize || row.status.block > kMaxStatusBlock) {
    return Fail(StrCat("there is no place ", row.status.index, " in status block ",
                       row.status.block));
  }
  return {};
}

}  // namespace certseal
