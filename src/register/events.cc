// SPDX-License-Identifier: Apache-2.0
#include "register/events.h"

#include <string>

#include "base/strings.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/life.h"
#include "register/log_indexes.h"
#include "register/losses.h"
#include "register/statement.h"

namespace certseal {
namespace {

class InsertEvent {
 public:
  explicit InsertEvent(soci::session& session)
      : id_(NextId(session, "events")),
        insert_(session,
                "INSERT INTO events (id, certificate_id, at, log_index, kind, reason,"
                " successor_id, lost_successor) VALUES (:id, :certificate, :at,"
                " :log_index, :kind, :reason,"
                " (SELECT id FROM certificates WHERE code = :successor),"
                " (SELECT log_index FROM lost_issues WHERE log_index = :lost))"),
        set_state_(session, "UPDATE certificates SET state = :state WHERE id = :id") {
    for (long long* number : {&id_, &certificate_id_, &at_, &log_index_}) {
      insert_.Use(*number);
    }
    for (std::string* text : {&kind_, &reason_, &successor_}) insert_.Use(*text);
    insert_.Use(lost_);
    set_state_.Use(state_).Use(certificate_id_);
  }

  // The newest event of a life, and the state after it.
  void Add(const CertificateLife& life) {
    const CertificateEvent& event = life.events.back();
    certificate_id_ = life.id;
    at_ = event.at.unix_seconds();
    log_index_ = static_cast<long long>(event.log_index);
    kind_ = StatusChangeText(event.change);
    reason_ = StatusReasonText(event.reason);
    successor_ = event.successor ? event.successor->compact() : "";
    lost_ =
        event.lost_successor ? static_cast<long long>(*event.lost_successor) : kNone;
    state_ = StateColumn(life.state);
    insert_.Run();
    set_state_.Run();
    ++id_;
  }

 private:
  static constexpr long long kNone = -1;
  long long id_, certificate_id_ = 0, at_ = 0, log_index_ = 0, lost_ = kNone;
  std::string kind_, reason_, successor_, state_;
  SqlStatement insert_, set_state_;
};

Result<void> DemandLogged(LifeReader& lives, const CertificateCode& successor) {
  ASSIGN_OR_RETURN(const CertificateLife life, lives.Read(successor));
  if (life.log_index) return {};
  return Fail(
      StrCat("certificate ", successor.Printed(), " has no entry in the log yet"));
}

}  // namespace

Result<void> InsertEvents(Database& database,
                          std::span<const CertificateEvent> events) {
  LogIndexUse used(database);
  LifeReader lives(database);
  InsertEvent insert(database.session());
  for (const CertificateEvent& event : events) {
    ASSIGN_OR_RETURN(CertificateLife life, lives.Read(event.code));
    TRY(life.Append(event));
    TRY(used.DemandFree(event.log_index, 1));
    if (event.successor) TRY(DemandLogged(lives, *event.successor));
    if (event.lost_successor) TRY(DemandLost(database, *event.lost_successor));
    insert.Add(life);
  }
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
