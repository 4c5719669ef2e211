// SPDX-License-Identifier: Apache-2.0
#include "register/life.h"

#include <utility>

#include "base/strings.h"
#include "register/columns.h"
#include "register/damage.h"

namespace certseal {
namespace {

// What entry.h demands of a `status` entry.
bool IsConsistent(const CertificateEvent& event) {
  const bool replaced = event.change == StatusChange::kReplaced;
  const bool both = event.successor && event.lost_successor;
  return (event.successor || event.lost_successor) == replaced && !both &&
         (event.reason == StatusReason::kReplaced) == replaced &&
         event.successor != event.code && event.log_index <= kMaxLogIndex;
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

LifeReader::LifeReader(Database& database)
    : database_(database),
      certificate_(database.session(),
                   "SELECT id, state, COALESCE(CAST(log_index AS TEXT), '')"
                   " FROM certificates WHERE code = :code"),
      events_(
          database.session(),
          "SELECT e.kind, e.at, e.reason, COALESCE(CAST(e.log_index AS TEXT), ''),"
          " CASE WHEN e.successor_id IS NULL THEN '' ELSE COALESCE(s.code, '?') END,"
          " COALESCE(CAST(e.lost_successor AS TEXT), '')"
          " FROM events e LEFT JOIN certificates s ON s.id = e.successor_id"
          " WHERE e.certificate_id = :id ORDER BY e.log_index") {
  certificate_.Use(code_).Into(id_).Into(state_).Into(issue_index_);
  events_.Use(id_)
      .Into(kind_)
      .Into(at_)
      .Into(reason_)
      .Into(log_index_)
      .Into(successor_)
      .Into(lost_successor_);
}

tl::unexpected<Error> LifeReader::Damaged(std::string_view what) const {
  return DamagedCertificate(database_, code_, what);
}

Result<CertificateEvent> LifeReader::ToEvent(const CertificateCode& code) const {
  const auto change = ParseStatusChange(kind_);
  const auto at = ParseInstantColumn(at_);
  const auto reason = ParseStatusReason(reason_);
  const auto log_index = ParseLogIndexColumn(log_index_);
  if (!change) return Damaged("an event of an unknown kind");
  if (!at) return Damaged("an event with a time that is none");
  if (!reason) return Damaged("an event with an unknown reason");
  if (!log_index) return Damaged("an event with a log index that is none");
  CertificateEvent event{code, *change, *at, *reason, {}, *log_index};
  event.lost_successor = ParseLogIndexColumn(lost_successor_);
  if (!event.lost_successor && !lost_successor_.empty()) {
    return Damaged("an event with an unknown successor");
  }
  if (successor_.empty()) return event;
  auto successor = CertificateCode::ParseCompact(successor_);
  if (!successor) return Damaged("an event with an unknown successor");
  event.successor = std::move(*successor);
  return event;
}

Result<CertificateLife> LifeReader::Read(const CertificateCode& code) {
  code_ = code.compact();
  if (!certificate_.Run()) {
    return Fail(StrCat("the register has no certificate ", code.Printed()));
  }
  const auto state = ParseStateColumn(state_);
  if (!state) return Damaged("an unknown state");
  CertificateLife life{
      id_, code, CertificateState::kActive, ParseLogIndexColumn(issue_index_), {}};
  if (!life.log_index && !issue_index_.empty()) {
    return Damaged("a log index that is none");
  }
  for (bool row = events_.Run(); row; row = events_.Next()) {
    ASSIGN_OR_RETURN(const CertificateEvent event, ToEvent(code));
    if (!life.Append(event)) {
      return Damaged("an event that cannot follow on the others");
    }
  }
  if (life.state != *state) return Damaged("a state that its events did not lead to");
  return life;
}

}  // namespace certseal
