// SPDX-License-Identifier: Apache-2.0
#include "register/history.h"

#include <string>
#include <utility>

#include "base/strings.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/erasures.h"
#include "register/holds.h"
#include "register/life.h"
#include "register/statement.h"

namespace certseal {
namespace {

// `end` is the column by which they are found: successor_id or predecessor_id.
Result<std::vector<Succession>> ReadSuccessions(Database& database,
                                                std::string_view end, long long id) {
  std::string predecessor, successor, kind;
  SqlStatement select(
      database.session(),
      StrCat("SELECT COALESCE(p.code, ''), COALESCE(s.code, ''), x.kind"
             " FROM successions x LEFT JOIN certificates p ON p.id = x.predecessor_id"
             " LEFT JOIN certificates s ON s.id = x.successor_id WHERE x.",
             end, " = :id ORDER BY x.successor_id"));
  select.Use(id).Into(predecessor).Into(successor).Into(kind);
  std::vector<Succession> successions;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto parsed = ParseSuccessionKindColumn(kind);
    if (!parsed) {
      return DamagedCertificate(database, successor, "an unknown kind of predecessor");
    }
    ASSIGN_OR_RETURN(CertificateCode first, ToCode(database, predecessor));
    ASSIGN_OR_RETURN(CertificateCode second, ToCode(database, successor));
    successions.push_back({std::move(first), std::move(second), *parsed});
  }
  return successions;
}

}  // namespace

Result<CertificateHistory> ReadHistory(Database& database,
                                       const CertificateCode& code) {
  const ReadScope scope(database);
  ASSIGN_OR_RETURN(CertificateLife life, LifeReader(database).Read(code));
  CertificateHistory history;
  ASSIGN_OR_RETURN(history.predecessors,
                   ReadSuccessions(database, "successor_id", life.id));
  ASSIGN_OR_RETURN(history.successors,
                   ReadSuccessions(database, "predecessor_id", life.id));
  ASSIGN_OR_RETURN(history.hold, ReadHold(database, life.id));
  ASSIGN_OR_RETURN(history.erased, ReadErasure(database, life.id, code));
  history.log_index = life.log_index;
  history.events = std::move(life.events);
  return history;
}

}  // namespace certseal
