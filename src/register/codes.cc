// SPDX-License-Identifier: Apache-2.0
#include "register/codes.h"

#include "base/strings.h"
#include "register/damage.h"
#include "register/statement.h"

namespace certseal {

Result<long long> IdOfCertificate(Database& database, const CertificateCode& code) {
  long long id = 0;
  SqlStatement select(database.session(),
                      "SELECT id FROM certificates WHERE code = :code");
  if (select.Use(code.compact()).Into(id).Run()) return id;
  return Fail(StrCat("the register has no certificate ", code.Printed()));
}

Result<CertificateCode> ToCode(const Database& database, std::string_view column) {
  auto code = CertificateCode::ParseCompact(column);
  if (!code) return DamagedCertificate(database, column, "no such code");
  return code;
}

}  // namespace certseal
