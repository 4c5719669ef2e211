// SPDX-License-Identifier: Apache-2.0
#include "register/codes.h"

#include <string>
#include <unordered_map>

#include "base/strings.h"
#include "base/take_first.h"
#include "register/damage.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kAskedAtOnce = 256;

using IdsByCode = std::unordered_map<std::string, long long>;

IdsByCode ReadSomeIds(Database& database, std::span<const CertificateCode> codes) {
  std::vector<std::string> texts;
  for (const CertificateCode& code : codes) texts.push_back(code.compact());
  long long id = 0;
  std::string code;
  SqlStatement select(database.session(),
                      StrCat("SELECT id, code FROM certificates WHERE code IN (",
                             ParameterList(texts.size()), ")"));
  for (const std::string& text : texts) select.Use(text);
  select.Into(id).Into(code);
  IdsByCode ids;
  for (bool row = select.Run(); row; row = select.Next()) ids.emplace(code, id);
  return ids;
}

}  // namespace

Result<long long> IdOfCertificate(Database& database, const CertificateCode& code) {
  ASSIGN_OR_RETURN(const std::vector<long long> ids,
                   IdsOfCertificates(database, {&code, 1}));
  return ids.front();
}

Result<std::vector<long long>> IdsOfCertificates(
    Database& database, std::span<const CertificateCode> codes) {
  std::vector<long long> ids;
  ids.reserve(codes.size());
  while (!codes.empty()) {
    const auto some = TakeFirst(codes, kAskedAtOnce);
    const IdsByCode found = ReadSomeIds(database, some);
    for (const CertificateCode& code : some) {
      const auto at = found.find(code.compact());
      if (at == found.end()) {
        return Fail(StrCat("the register has no certificate ", code.Printed()));
      }
      ids.push_back(at->second);
    }
  }
  return ids;
}

Result<CertificateCode> ToCode(const Database& database, std::string_view column) {
  auto code = CertificateCode::ParseCompact(column);
  if (!code) return DamagedCertificate(database, column, "no such code");
  return code;
}

}  // namespace certseal
