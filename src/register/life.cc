// SPDX-License-Identifier: Apache-2.0
#include "register/life.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/strings.h"
#include "base/take_first.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kLivesAtOnce = 64;

// What entry.h demands of a `status` entry.
bool IsConsistent(const CertificateEvent& event) {
  const bool replaced = event.change == StatusChange::kReplaced;
  const bool both = event.successor && event.lost_successor;
  return (event.successor || event.lost_successor) == replaced && !both &&
         (event.reason == StatusReason::kReplaced) == replaced &&
         event.successor != event.code && event.log_index <= kMaxLogIndex;
}

using LivesById = std::map<long long, CertificateLife>;

// A life before its first event, by the row of its certificate.
Result<CertificateLife> ToNewLife(const Database& database, long long id,
                                  const std::string& code, const std::string& state,
                                  const std::string& issue_index) {
  ASSIGN_OR_RETURN(CertificateCode parsed, ToCode(database, code));
  if (!ParseStateColumn(state)) {
    return DamagedCertificate(database, code, "an unknown state");
  }
  CertificateLife life{id,
                       std::move(parsed),
                       CertificateState::kActive,
                       ParseLogIndexColumn(issue_index),
                       {}};
  if (!life.log_index && !issue_index.empty()) {
    return DamagedCertificate(database, code, "a log index that is none");
  }
  return life;
}

struct EventColumns {
  static constexpr std::string_view kSelect =
      "SELECT e.certificate_id, e.kind, e.at, e.reason,"
      " COALESCE(CAST(e.log_index AS TEXT), ''),"
      " CASE WHEN e.successor_id IS NULL THEN '' ELSE COALESCE(s.code, '?') END,"
      " COALESCE(CAST(e.lost_successor AS TEXT), '')"
      " FROM events e LEFT JOIN certificates s ON s.id = e.successor_id";

  long long certificate_id = 0;
  std::string kind, at, reason, log_index, successor, lost_successor;

  void BindTo(SqlStatement& statement) {
    statement.Into(certificate_id);
    for (std::string* text :
         {&kind, &at, &reason, &log_index, &successor, &lost_successor}) {
      statement.Into(*text);
    }
  }
  Result<CertificateEvent> ToEvent(const Database& database,
                                   const CertificateCode& code) const;
};

Result<CertificateEvent> EventColumns::ToEvent(const Database& database,
                                               const CertificateCode& code) const {
  const auto damaged = [&](std::string_view what) {
    return DamagedCertificate(database, code.compact(), what);
  };
  const auto change = ParseStatusChange(kind);
  const auto instant = ParseInstantColumn(at);
  const auto why = ParseStatusReason(reason);
  const auto index = ParseLogIndexColumn(log_index);
  if (!change) return damaged("an event of an unknown kind");
  if (!instant) return damaged("an event with a time that is none");
  if (!why) return damaged("an event with an unknown reason");
  if (!index) return damaged("an event with a log index that is none");
  CertificateEvent event{code, *change, *instant, *why, {}, *index};
  event.lost_successor = ParseLogIndexColumn(lost_successor);
  if (!event.lost_successor && !lost_successor.empty()) {
    return damaged("an event with an unknown successor");
  }
  if (successor.empty()) return event;
  auto code_of_successor = CertificateCode::ParseCompact(successor);
  if (!code_of_successor) return damaged("an event with an unknown successor");
  event.successor = std::move(*code_of_successor);
  return event;
}

// States are what the certificates' rows say.
Result<LivesById> ReadNewLives(Database& database,
                               std::span<const CertificateCode> codes,
                               std::map<long long, CertificateState>& states) {
  std::vector<std::string> texts;
  for (const CertificateCode& code : codes) texts.push_back(code.compact());
  long long id = 0;
  std::string code, state, issue_index;
  SqlStatement select(database.session(),
                      StrCat("SELECT id, code, state,"
                             " COALESCE(CAST(log_index AS TEXT), '')"
                             " FROM certificates WHERE code IN (",
                             ParameterList(texts.size()), ") ORDER BY id"));
  for (const std::string& text : texts) select.Use(text);
  select.Into(id).Into(code).Into(state).Into(issue_index);
  LivesById lives;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(CertificateLife life,
                     ToNewLife(database, id, code, state, issue_index));
    states.emplace(id, *ParseStateColumn(state));
    lives.emplace(id, std::move(life));
  }
  return lives;
}

// Lets the lives go through their events.
Result<void> ReadEvents(Database& database, LivesById& lives) {
  std::vector<long long> ids;
  for (const auto& [id, life] : lives) ids.push_back(id);
  EventColumns columns;
  SqlStatement select(database.session(),
                      StrCat(EventColumns::kSelect, " WHERE e.certificate_id IN (",
                             IdList(std::span<const long long>(ids)),
                             ") ORDER BY e.certificate_id, e.log_index"));
  columns.BindTo(select);
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto at = lives.find(columns.certificate_id);
    if (at == lives.end()) {
      return DamagedRegister(database, "its events are found by a wrong index");
    }
    CertificateLife& life = at->second;
    ASSIGN_OR_RETURN(const CertificateEvent event,
                     columns.ToEvent(database, life.code));
    if (!life.Append(event)) {
      return DamagedCertificate(database, life.code.compact(),
                                "an event that cannot follow on the others");
    }
  }
  return {};
}

Result<void> ReadSomeLives(Database& database, std::span<const CertificateCode> codes,
                           std::vector<CertificateLife>& read) {
  std::map<long long, CertificateState> states;
  ASSIGN_OR_RETURN(LivesById lives, ReadNewLives(database, codes, states));
  if (!lives.empty()) TRY(ReadEvents(database, lives));
  std::map<CertificateCode, const CertificateLife*> found;
  for (const auto& [id, life] : lives) {
    if (life.state != states.at(id)) {
      return DamagedCertificate(database, life.code.compact(),
                                "a state that its events did not lead to");
    }
    found.emplace(life.code, &life);
  }
  for (const CertificateCode& code : codes) {
    const auto at = found.find(code);
    if (at == found.end()) {
      return Fail(StrCat("the register has no certificate ", code.Printed()));
    }
    read.push_back(*at->second);
  }
  return {};
}

}  // namespace

Result<void> CertificateLife::Append(const CertificateEvent& event) {
  const std::string certificate = StrCat("certificate ", code.Printed());
  if (!log_index) return Fail(certificate + " has no entry in the log yet");
  if (!IsConsistent(event)) {
    return Fail(certificate +
                ": the change contradicts itself: a replacement, and "
                "nothing else, has a successor and the reason replaced");
  }
  if (!CanChange(state, event.change)) {
    return Fail(StrCat(certificate, " is ", StateColumn(state), ": it cannot be ",
                       StatusChangeText(event.change)));
  }
  const uint64_t last_index = events.empty() ? *log_index : events.back().log_index;
  if (event.log_index <= last_index) {
    return Fail(StrCat(certificate, ": log index ", event.log_index,
                       " does not come after ", last_index));
  }
  if (!events.empty() && event.at < events.back().at) {
    return Fail(StrCat(certificate, " was ", StatusChangeText(events.back().change),
                       " at ", events.back().at.Rfc3339(), ", later than ",
                       event.at.Rfc3339()));
  }
  events.push_back(event);
  state = StateAfter(event.change);
  return {};
}

Result<std::vector<CertificateLife>> ReadLives(Database& database,
                                               std::span<const CertificateCode> codes) {
  std::vector<CertificateLife> lives;
  lives.reserve(codes.size());
  while (!codes.empty()) {
    const auto some = TakeFirst(codes, kLivesAtOnce);
    TRY(ReadSomeLives(database, some, lives));
  }
  return lives;
}

}  // namespace certseal
