// SPDX-License-Identifier: Apache-2.0
#include "register/history.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "base/strings.h"
#include "base/take_first.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/erasures.h"
#include "register/holds.h"
#include "register/life.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kHistoriesAtOnce = 64;

using Histories = std::map<CertificateCode, CertificateHistory>;

Result<std::vector<Succession>> ReadSuccessionsOf(Database& database,
                                                  std::span<const long long> ids) {
  const std::string list = IdList(ids);
  std::string predecessor, successor, kind;
  SqlStatement select(
      database.session(),
      StrCat("SELECT COALESCE(p.code, ''), COALESCE(s.code, ''), x.kind"
             " FROM successions x LEFT JOIN certificates p ON p.id = x.predecessor_id"
             " LEFT JOIN certificates s ON s.id = x.successor_id"
             " WHERE x.successor_id IN (",
             list, ") OR x.predecessor_id IN (", list, ") ORDER BY x.successor_id"));
  select.Into(predecessor).Into(successor).Into(kind);
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

// One of its ends may be without a history here.
void AddSuccession(const Succession& succession, Histories& histories) {
  const auto predecessor = histories.find(succession.predecessor);
  if (predecessor != histories.end()) {
    predecessor->second.successors.push_back(succession);
  }
  const auto successor = histories.find(succession.successor);
  if (successor != histories.end()) {
    successor->second.predecessors.push_back(succession);
  }
}

// An index of the database that finds other rows than it was asked for.
tl::unexpected<Error> Misplaced(const Database& database, std::string_view what) {
  return DamagedRegister(database, StrCat("its ", what, " are found by a wrong index"));
}

Result<Histories> ReadSomeHistories(Database& database,
                                    std::span<const CertificateCode> codes) {
  ASSIGN_OR_RETURN(std::vector<CertificateLife> lives, ReadLives(database, codes));
  Histories histories;
  std::vector<long long> ids;
  for (CertificateLife& life : lives) {
    ids.push_back(life.id);
    CertificateHistory& history = histories[life.code];
    history.log_index = life.log_index;
    history.events = std::move(life.events);
  }
  ASSIGN_OR_RETURN(const auto successions, ReadSuccessionsOf(database, ids));
  for (const Succession& each : successions) AddSuccession(each, histories);
  ASSIGN_OR_RETURN(const std::vector<Hold> holds, ReadHoldsOf(database, ids));
  for (const Hold& hold : holds) {
    const auto at = histories.find(hold.code);
    if (at == histories.end()) return Misplaced(database, "holds");
    at->second.hold = hold;
  }
  ASSIGN_OR_RETURN(const std::vector<Erasure> erasures, ReadErasuresOf(database, ids));
  for (const Erasure& each : erasures) {
    const auto at = histories.find(each.code);
    if (at == histories.end()) return Misplaced(database, "erasures");
    at->second.erased = each.at;
  }
  return histories;
}

}  // namespace

Result<std::vector<CertificateHistory>> ReadHistories(
    Database& database, std::span<const CertificateCode> codes) {
  std::vector<CertificateHistory> read;
  if (codes.empty()) return read;
  const ReadScope scope(database);
  read.reserve(codes.size());
  while (!codes.empty()) {
    const auto some = TakeFirst(codes, kHistoriesAtOnce);
    ASSIGN_OR_RETURN(const Histories histories, ReadSomeHistories(database, some));
    for (const CertificateCode& code : some) read.push_back(histories.at(code));
  }
  return read;
}

}  // namespace certseal
