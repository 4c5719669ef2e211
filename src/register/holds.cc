// SPDX-License-Identifier: Apache-2.0
#include "register/holds.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/erasures.h"
#include "register/statement.h"
#include "register/validate.h"

namespace certseal {
namespace {

constexpr std::string_view kSelectHolds =
    "SELECT COALESCE(c.code, ''), h.since, h.note FROM holds h"
    " LEFT JOIN certificates c ON c.id = h.certificate_id";

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

void DeleteRow(Database& database, long long certificate_id) {
  SqlStatement(database.session(), "DELETE FROM holds WHERE certificate_id = :id")
      .Use(certificate_id)
      .Run();
}

}  // namespace

Result<void> ReplaceHold(Database& database, const Hold& hold) {
  TRY(ValidateNote(hold.note));
  ASSIGN_OR_RETURN(const long long id, IdOfCertificate(database, hold.code));
  ASSIGN_OR_RETURN(const auto erased, ReadErasure(database, id, hold.code));
  if (erased) return Fail(StrCat("certificate ", hold.code.Printed(), " was erased"));
  const long long since = hold.since.unix_seconds();
  DeleteRow(database, id);
  SqlStatement(database.session(),
               "INSERT INTO holds (certificate_id, since, note)"
               " VALUES (:id, :since, :note)")
      .Use(id)
      .Use(since)
      .Use(hold.note)
      .Run();
  return {};
}

Result<void> DeleteHold(Database& database, const CertificateCode& code) {
  ASSIGN_OR_RETURN(const long long id, IdOfCertificate(database, code));
  DeleteRow(database, id);
  return {};
}

Result<std::optional<Hold>> ReadHold(Database& database, long long certificate_id) {
  HoldColumns columns;
  SqlStatement select(database.session(),
                      StrCat(kSelectHolds, " WHERE h.certificate_id = :id"));
  columns.BindTo(select);
  if (!select.Use(certificate_id).Run()) return std::optional<Hold>();
  ASSIGN_OR_RETURN(Hold hold, columns.ToHold(database));
  return std::optional(std::move(hold));
}

Result<std::vector<Hold>> ReadHeld(Database& database) {
  HoldColumns columns;
  SqlStatement select(database.session(),
                      StrCat(kSelectHolds, " ORDER BY h.since, h.certificate_id"));
  columns.BindTo(select);
  std::vector<Hold> held;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(Hold hold, columns.ToHold(database));
    held.push_back(std::move(hold));
  }
  return held;
}

}  // namespace certseal
