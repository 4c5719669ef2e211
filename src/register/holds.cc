// SPDX-License-Identifier: Apache-2.0
#include "register/holds.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "base/take_first.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/erasures.h"
#include "register/rows_insert.h"
#include "register/statement.h"
#include "register/validate.h"

namespace certseal {
namespace {

constexpr std::string_view kHoldColumns[] = {"certificate_id", "since", "note"};
constexpr size_t kAskedAtOnce = 256;

Result<void> ValidateNote(std::string_view note) {
  return ValidateText("the note", note, Hold::kMaxNoteBytes, EmptyText::kAllowed);
}

struct HoldColumns {
  std::string code, since, note;

  void BindTo(SqlStatement& statement) {
    for (std::string* text : {&code, &since, &note}) statement.Into(*text);
  }
  Result<Hold> ToHold(const Database& database) const {
    ASSIGN_OR_RETURN(CertificateCode parsed, ToCode(database, code));
    const auto instant = ParseInstantColumn(since);
    if (!instant) return DamagedCertificate(database, code, "a hold since no time");
    if (!ValidateNote(note)) {
      return DamagedCertificate(database, code, "a note of no text");
    }
    return Hold{std::move(parsed), *instant, note};
  }
};

// `which` is what follows on FROM.
Result<std::vector<Hold>> ReadHolds(Database& database, std::string_view which) {
  HoldColumns columns;
  SqlStatement select(database.session(),
                      StrCat("SELECT COALESCE(c.code, ''), h.since, h.note FROM holds h"
                             " LEFT JOIN certificates c ON c.id = h.certificate_id",
                             which));
  columns.BindTo(select);
  std::vector<Hold> holds;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(Hold hold, columns.ToHold(database));
    holds.push_back(std::move(hold));
  }
  return holds;
}

void DeleteRows(Database& database, std::span<const long long> certificate_ids) {
  while (!certificate_ids.empty()) {
    const auto some = TakeFirst(certificate_ids, kAskedAtOnce);
    Execute(database.session(),
            StrCat("DELETE FROM holds WHERE certificate_id IN (", IdList(some), ")"));
  }
}

Result<void> DemandNotErased(Database& database,
                             std::span<const long long> certificate_ids) {
  while (!certificate_ids.empty()) {
    const auto some = TakeFirst(certificate_ids, kAskedAtOnce);
    ASSIGN_OR_RETURN(const auto erased, ReadErasuresOf(database, some));
    if (erased.empty()) continue;
    return Fail(StrCat("certificate ", erased.front().code.Printed(), " was erased"));
  }
  return {};
}

}  // namespace

Result<void> ReplaceHolds(Database& database, std::span<const Hold> holds) {
  std::vector<CertificateCode> codes;
  for (const Hold& hold : holds) {
    TRY(ValidateNote(hold.note));
    codes.push_back(hold.code);
  }
  ASSIGN_OR_RETURN(const std::vector<long long> ids,
                   IdsOfCertificates(database, codes));
  TRY(DemandNotErased(database, ids));
  DeleteRows(database, ids);
  RowsInsert(database.session(), "holds", kHoldColumns)
      .Run(holds.size(), [&](size_t row, std::span<BoundValue> cells) {
        CellWriter(cells)
            .Number(ids[row])
            .Number(holds[row].since.unix_seconds())
            .Text(holds[row].note);
      });
  return {};
}

Result<void> DeleteHolds(Database& database, std::span<const CertificateCode> codes) {
  ASSIGN_OR_RETURN(const std::vector<long long> ids,
                   IdsOfCertificates(database, codes));
  DeleteRows(database, ids);
  return {};
}

Result<std::vector<Hold>> ReadHoldsOf(Database& database,
                                      std::span<const long long> certificate_ids) {
  return ReadHolds(
      database, StrCat(" WHERE h.certificate_id IN (", IdList(certificate_ids), ")"));
}

Result<std::vector<Hold>> ReadHeld(Database& database) {
  return ReadHolds(database, " ORDER BY h.since, h.certificate_id");
}

}  // namespace certseal
