// SPDX-License-Identifier: Apache-2.0
#include "register/erasures.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"

namespace certseal {

Result<void> EraseCertificate(Database& database, const CertificateCode& code,
                              Timestamp at) {
  ASSIGN_OR_RETURN(const long long id, IdOfCertificate(database, code));
  for (const char* table : {"holds", "documents", "holders"}) {
    SqlStatement(database.session(),
                 StrCat("DELETE FROM ", table, " WHERE certificate_id = :id"))
        .Use(id)
        .Run();
  }
  const long long seconds = at.unix_seconds();
  SqlStatement(database.session(),
               "INSERT INTO erasures (certificate_id, at) VALUES (:id, :at)"
               " ON CONFLICT DO NOTHING")
      .Use(id)
      .Use(seconds)
      .Run();
  return {};
}

Result<std::vector<Erasure>> ReadErasuresOf(
    Database& database, std::span<const long long> certificate_ids) {
  std::string code, at;
  SqlStatement select(database.session(),
                      StrCat("SELECT COALESCE(c.code, ''), e.at FROM erasures e"
                             " LEFT JOIN certificates c ON c.id = e.certificate_id"
                             " WHERE e.certificate_id IN (",
                             IdList(certificate_ids), ") ORDER BY e.certificate_id"));
  select.Into(code).Into(at);
  std::vector<Erasure> erasures;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(CertificateCode parsed, ToCode(database, code));
    const auto instant = ParseInstantColumn(at);
    if (!instant) return DamagedCertificate(database, code, "been erased at no time");
    erasures.push_back({std::move(parsed), *instant});
  }
  return erasures;
}

Result<std::vector<CertificateCode>> ReadErased(Database& database) {
  std::string text;
  SqlStatement select(database.session(),
                      "SELECT COALESCE(c.code, '') FROM erasures e"
                      " LEFT JOIN certificates c ON c.id = e.certificate_id"
                      " ORDER BY e.certificate_id");
  select.Into(text);
  std::vector<CertificateCode> erased;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(CertificateCode code, ToCode(database, text));
    erased.push_back(std::move(code));
  }
  return erased;
}

}  // namespace certseal
