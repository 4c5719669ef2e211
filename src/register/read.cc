// SPDX-License-Identifier: Apache-2.0
#include "register/read.h"

#include <string>

#include "base/strings.h"
#include "base/unicode.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"
#include "register/status_slots.h"

namespace certseal {
namespace {

// The columns of ListedCertificate, to bind to the members of a statement.
struct ListedColumns {
  static constexpr std::string_view kSelect =
      "SELECT c.code, c.document_class, COALESCE(h.holder_name, ''),"
      " COALESCE(h.plain_name, ''), COALESCE(h.email, ''), COALESCE(h.licence, ''),"
      " COALESCE(h.licence_state, ''), COALESCE(h.profession, ''), c.course_code,"
      " c.course_title, c.completed, COALESCE(c.expires, ''), c.state, c.issued,"
      " CASE WHEN h.certificate_id IS NULL THEN 1 ELSE 0 END";
  static constexpr std::string_view kFrom =
      " FROM certificates c LEFT JOIN holders h ON h.certificate_id = c.id";

  void BindTo(SqlStatement& statement) {
    for (std::string* text : {&code, &document_class, &holder_name, &plain_name, &email,
                              &licence, &licence_state, &profession, &course_code,
                              &course_title, &completed, &expires, &state}) {
      statement.Into(*text);
    }
    statement.Into(issued);
    statement.Into(erased);
  }

  std::string code, document_class, holder_name, plain_name, email, licence,
      licence_state, profession, course_code, course_title, completed, expires, state;
  long long issued = 0;
  int erased = 0;
};

Result<ListedCertificate> ToListed(const Database& database,
                                   const ListedColumns& columns) {
  const auto code = CertificateCode::ParseCompact(columns.code);
  const auto document_class = ParseDocumentClassColumn(columns.document_class);
  const auto state = ParseStateColumn(columns.state);
  const auto completed = Date::ParseIso(columns.completed);
  const auto issued = Timestamp::FromUnix(columns.issued);
  const auto expires = Date::ParseIso(columns.expires);
  if (!code) return DamagedCertificate(database, columns.code, "no such code");
  if (!document_class) {
    return DamagedCertificate(database, columns.code, "an unknown class");
  }
  if (!state) return DamagedCertificate(database, columns.code, "an unknown state");
  if (!completed || !issued || (!expires && !columns.expires.empty())) {
    return DamagedCertificate(database, columns.code, "a date that is none");
  }
  return ListedCertificate{.facts = {.code = *code,
                                     .document_class = *document_class,
                                     .holder_name = columns.holder_name,
                                     .plain_name = columns.plain_name,
                                     .email = columns.email,
                                     .licence = columns.licence,
                                     .licence_state = columns.licence_state,
                                     .profession = columns.profession,
                                     .course_code = columns.course_code,
                                     .course_title = columns.course_title,
                                     .completed = *completed,
                                     .issued = *issued,
                                     .expires = expires},
                           .state = *state,
                           .erased = columns.erased != 0};
}

// The columns of StoredCertificate beyond those of ListedCertificate.
struct StoredColumns {
  static constexpr std::string_view kSelect =
      ", COALESCE(h.identity, ''), COALESCE(d.record, ''), COALESCE(d.seal, ''),"
      " COALESCE(d.page, ''), c.template_name, c.template_sha256, c.record_sha256,"
      " c.status_block, c.status_index, c.roster_line, c.batch_id,"
      " COALESCE(CAST(c.log_index AS TEXT), ''),"
      " CASE WHEN d.certificate_id IS NULL THEN 1 ELSE 0 END,"
      " CASE WHEN e.certificate_id IS NULL THEN 0 ELSE 1 END";
  static constexpr std::string_view kFrom =
      " LEFT JOIN documents d ON d.certificate_id = c.id"
      " LEFT JOIN erasures e ON e.certificate_id = c.id";

  void BindTo(SqlStatement& statement) {
    for (std::string* text : {&identity, &record, &seal, &page, &template_name,
                              &template_sha256, &record_sha256, &block, &index}) {
      statement.Into(*text);
    }
    statement.Into(line).Into(batch_id).Into(log_index).Into(no_documents).Into(erased);
  }

  std::string identity, record, seal, page, template_name, template_sha256,
      record_sha256, block, index, log_index;
  long long line = 0, batch_id = 0;
  int no_documents = 0, erased = 0;
};

Result<StoredCertificate> ToStored(const Database& database, ListedCertificate listed,
                                   const StoredColumns& columns) {
  const std::string code = listed.facts.code.compact();
  const auto identity = listed.erased ? std::optional(Sha256(""))
                                      : Sha256Digest::FromHex(columns.identity);
  const auto template_sha256 = Sha256Digest::FromHex(columns.template_sha256);
  const auto record_sha256 = Sha256Digest::FromHex(columns.record_sha256);
  if (!identity || !template_sha256 || !record_sha256) {
    return DamagedCertificate(database, code, "a digest that is none");
  }
  const auto block = ParseBelow(columns.block, kMaxStatusBlock + 1);
  const auto index = ParseBelow(columns.index, kStatusBlockSize);
  if (!block || !index) {
    return DamagedCertificate(database, code, "no place in the status lists");
  }
  const auto log_index = ParseLogIndexColumn(columns.log_index);
  if (!log_index && !columns.log_index.empty()) {
    return DamagedCertificate(database, code, "a log index that is none");
  }
  if (listed.erased != (columns.erased != 0) ||
      columns.no_documents != columns.erased) {
    return DamagedCertificate(database, code, "been erased by half");
  }
  if (!listed.erased && Sha256(columns.record) != *record_sha256) {
    return DamagedCertificate(database, code,
                              "a record other than the one that was issued");
  }
  return StoredCertificate{.row = {.facts = std::move(listed.facts),
                                   .identity = *identity,
                                   .status = {*block, *index},
                                   .record = columns.record,
                                   .seal = columns.seal,
                                   .page = columns.page,
                                   .template_name = columns.template_name,
                                   .template_sha256 = *template_sha256,
                                   .roster_line = columns.line},
                           .state = listed.state,
                           .record_sha256 = *record_sha256,
                           .batch_id = columns.batch_id,
                           .erased = listed.erased,
                           .log_index = log_index};
}

uint64_t CountExpired(soci::session& session, Date today) {
  const std::string day = today.Iso();
  long long count = 0;
  SqlStatement(session,
               "SELECT COUNT(*) FROM certificates"
               " WHERE state = 'active' AND expires <= :today")
      .Use(day)
      .Into(count)
      .Run();
  return static_cast<uint64_t>(count);
}

uint64_t& CountOf(RegisterSummary& summary, CertificateState state) {
  switch (state) {
    case CertificateState::kSuspended:
      return summary.suspended;
    case CertificateState::kRevoked:
      return summary.revoked;
    case CertificateState::kReplaced:
      return summary.replaced;
    case CertificateState::kActive:
      break;
  }
  return summary.active;
}

}  // namespace

Result<std::optional<StoredCertificate>> ReadStored(Database& database,
                                                    const CertificateCode& code) {
  ASSIGN_OR_RETURN(auto certificates, ReadStoredOf(database, {&code, 1}));
  return std::move(certificates.front());
}

Result<std::vector<std::optional<StoredCertificate>>> ReadStoredOf(
    Database& database, std::span<const CertificateCode> codes) {
  std::vector<std::optional<StoredCertificate>> certificates;
  certificates.reserve(codes.size());
  std::optional<ReadScope> scope;
  if (codes.size() > 1) scope.emplace(database);
  ListedColumns listed;
  StoredColumns stored;
  std::string code;
  SqlStatement select(
      database.session(),
      StrCat(ListedColumns::kSelect, StoredColumns::kSelect, ListedColumns::kFrom,
             StoredColumns::kFrom, " WHERE c.code = :code"),
      RunsFor(codes.size()));
  listed.BindTo(select);
  stored.BindTo(select);
  select.Use(code);
  for (const CertificateCode& wanted : codes) {
    code = wanted.compact();
    certificates.emplace_back();
    if (!select.Run()) continue;
    ASSIGN_OR_RETURN(ListedCertificate facts, ToListed(database, listed));
    ASSIGN_OR_RETURN(certificates.back(), ToStored(database, std::move(facts), stored));
  }
  return certificates;
}

Result<std::vector<ListedCertificate>> ReadListed(Database& database,
                                                  std::span<const int64_t> ids) {
  std::vector<ListedCertificate> certificates;
  certificates.reserve(ids.size());
  const ReadScope scope(database);
  ListedColumns columns;
  long long id = 0;
  SqlStatement select(
      database.session(),
      StrCat(ListedColumns::kSelect, ListedColumns::kFrom, " WHERE c.id = :id"),
      RunsFor(ids.size()));
  columns.BindTo(select);
  select.Use(id);
  for (int64_t wanted : ids) {
    id = wanted;
    if (!select.Run()) continue;
    ASSIGN_OR_RETURN(ListedCertificate certificate, ToListed(database, columns));
    certificates.push_back(std::move(certificate));
  }
  return certificates;
}

Result<std::vector<int64_t>> FindSameAchievementIds(Database& database,
                                                    std::string_view plain_name,
                                                    std::string_view course_code,
                                                    Date completed) {
  const std::string name_fold = FoldForSearch(plain_name);
  const std::string course(course_code);
  const std::string day = completed.Iso();
  std::vector<int64_t> ids;
  long long id = 0;
  // CROSS JOIN has SQLite begin with the name: a whole class has course and day in common.
  SqlStatement select(database.session(),
                      "SELECT c.id FROM holders h CROSS JOIN certificates c"
                      " WHERE c.id = h.certificate_id AND h.name_fold = :name"
                      " AND c.course_code = :course AND c.completed = :completed"
                      " ORDER BY c.id");
  select.Use(name_fold).Use(course).Use(day).Into(id);
  for (bool row = select.Run(); row; row = select.Next()) ids.push_back(id);
  return ids;
}

Result<RegisterSummary> ReadSummary(Database& database, Date today) {
  RegisterSummary summary;
  const ReadScope scope(database);
  std::string text;
  long long count = 0;
  SqlStatement select(database.session(),
                      "SELECT state, COUNT(*) FROM certificates GROUP BY state");
  select.Into(text).Into(count);
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto state = ParseStateColumn(text);
    if (!state) return Fail(StrCat(database.name(), " is damaged: an unknown state"));
    CountOf(summary, *state) = static_cast<uint64_t>(count);
  }
  summary.expired = CountExpired(database.session(), today);
  summary.active -= summary.expired;
  return summary;
}

}  // namespace certseal
