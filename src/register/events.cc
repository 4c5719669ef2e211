// SPDX-License-Identifier: Apache-2.0
#include "register/events.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/strings.h"
#include "base/take_first.h"
#include "record/card.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/life.h"
#include "register/log_indexes.h"
#include "register/losses.h"
#include "register/rows_insert.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr std::string_view kEventColumns[] = {
    "id",   "certificate_id", "at",           "log_index",
    "kind", "reason",         "successor_id", "lost_successor"};
constexpr size_t kAskedAtOnce = 256;

using Lives = std::map<CertificateCode, CertificateLife>;

// Of all that the events name.
Result<Lives> ReadLivesOf(Database& database,
                          std::span<const CertificateEvent> events) {
  std::set<CertificateCode> named;
  for (const CertificateEvent& event : events) {
    named.insert(event.code);
    if (event.successor) named.insert(*event.successor);
  }
  const std::vector<CertificateCode> codes(named.begin(), named.end());
  ASSIGN_OR_RETURN(std::vector<CertificateLife> read, ReadLives(database, codes));
  Lives lives;
  for (CertificateLife& life : read) lives.emplace(life.code, std::move(life));
  return lives;
}

// Every event could follow on those before it, and so do the lives.
Result<void> AppendAll(Database& database, std::span<const CertificateEvent> events,
                       Lives& lives) {
  for (const CertificateEvent& event : events) {
    CertificateLife& life = lives.at(event.code);
    TRY(life.Append(event));
    if (life.events.size() > Card::kMaxEvents) {
      return Fail(StrCat("certificate ", event.code.Printed(), " has changed ",
                         Card::kMaxEvents, " times: its card has no room for more"));
    }
    if (event.successor && !lives.at(*event.successor).log_index) {
      return Fail(StrCat("certificate ", event.successor->Printed(),
                         " has no entry in the log yet"));
    }
    if (event.lost_successor) TRY(DemandLost(database, *event.lost_successor));
  }
  return {};
}

Result<void> DemandFreeIndexes(Database& database,
                               std::span<const CertificateEvent> events) {
  std::vector<uint64_t> indexes;
  for (const CertificateEvent& event : events) indexes.push_back(event.log_index);
  return DemandFree(database, std::move(indexes));
}

void InsertRows(Database& database, std::span<const CertificateEvent> events,
                const Lives& lives) {
  const long long first_id = NextId(database.session(), "events");
  RowsInsert(database.session(), "events", kEventColumns)
      .Run(events.size(), [&](size_t i, std::span<BoundValue> values) {
        const CertificateEvent& event = events[i];
        CellWriter cells(values);
        cells.Number(first_id + static_cast<int64_t>(i))
            .Number(lives.at(event.code).id)
            .Number(event.at.unix_seconds())
            .Number(static_cast<int64_t>(event.log_index))
            .Text(StatusChangeText(event.change))
            .Text(StatusReasonText(event.reason));
        if (event.successor)
          cells.Number(lives.at(*event.successor).id);
        else
          cells.Null();
        if (event.lost_successor) {
          cells.Number(static_cast<int64_t>(*event.lost_successor));
        } else {
          cells.Null();
        }
      });
}

// The states that the events led to.
void SetStates(Database& database, std::span<const CertificateEvent> events,
               const Lives& lives) {
  std::map<CertificateState, std::vector<long long>> changed;
  for (const CertificateEvent& event : events) {
    const CertificateLife& life = lives.at(event.code);
    if (life.events.back().log_index == event.log_index) {
      changed[life.state].push_back(life.id);
    }
  }
  for (const auto& [state, ids] : changed) {
    const std::string column(StateColumn(state));
    for (std::span<const long long> rest = ids; !rest.empty();) {
      const auto some = TakeFirst(rest, kAskedAtOnce);
      SqlStatement(database.session(),
                   StrCat("UPDATE certificates SET state = :state WHERE id IN (",
                          IdList(some), ")"))
          .Use(column)
          .Run();
    }
  }
}

}  // namespace

Result<void> InsertEvents(Database& database,
                          std::span<const CertificateEvent> events) {
  ASSIGN_OR_RETURN(Lives lives, ReadLivesOf(database, events));
  TRY(AppendAll(database, events, lives));
  TRY(DemandFreeIndexes(database, events));
  InsertRows(database, events, lives);
  SetStates(database, events, lives);
  return {};
}

// Ids are in the order of issue, so this alone keeps successions from going in a
// circle.
Result<void> InsertSuccession(Database& database, const Succession& succession) {
  ASSIGN_OR_RETURN(const long long predecessor,
                   IdOfCertificate(database, succession.predecessor));
  ASSIGN_OR_RETURN(const long long successor,
                   IdOfCertificate(database, succession.successor));
  if (predecessor >= successor) {
    return Fail(StrCat("certificate ", succession.successor.Printed(),
                       " was not issued after ", succession.predecessor.Printed()));
  }
  const std::string kind(SuccessionKindColumn(succession.kind));
  SqlStatement insert(database.session(),
                      "INSERT INTO successions (successor_id, predecessor_id, kind)"
                      " VALUES (:successor, :predecessor, :kind)"
                      " ON CONFLICT DO NOTHING");
  insert.Use(successor).Use(predecessor).Use(kind).Run();
  if (insert.affected_rows() == 1) return {};
  return Fail(StrCat("certificate ", succession.successor.Printed(),
                     " has a predecessor already"));
}

}  // namespace certseal
