// SPDX-License-Identifier: Apache-2.0
#include "register/read.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/strings.h"
#include "base/take_first.h"
#include "base/unicode.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"
#include "register/status_slots.h"

namespace certseal {
namespace {

// How many certificates one statement asks for: an exchange with a server, but its
// whole answer in memory.
constexpr size_t kStoredAtOnce = 64;
constexpr size_t kAskedAtOnce = 64;

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

using StoredByCode = std::unordered_map<std::string, StoredCertificate>;

// In the order of issue, so that the first that is damaged is the one that is named.
Result<StoredByCode> ReadSomeStored(Database& database,
                                    std::span<const CertificateCode> codes) {
  std::vector<std::string> texts;
  for (const CertificateCode& code : codes) texts.push_back(code.compact());
  ListedColumns listed;
  StoredColumns stored;
  SqlStatement select(
      database.session(),
      StrCat(ListedColumns::kSelect, StoredColumns::kSelect, ListedColumns::kFrom,
             StoredColumns::kFrom, " WHERE c.code IN (", ParameterList(texts.size()),
             ") ORDER BY c.id"));
  listed.BindTo(select);
  stored.BindTo(select);
  for (const std::string& text : texts) select.Use(text);
  StoredByCode found;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(ListedCertificate facts, ToListed(database, listed));
    ASSIGN_OR_RETURN(StoredCertificate each,
                     ToStored(database, std::move(facts), stored));
    found.emplace(listed.code, std::move(each));
  }
  return found;
}

// A whole class has course and day in common, so the names come first: CROSS JOIN keeps
// the order on SQLite; PostgreSQL materializes, and has no index for what is compared
// after that.
std::string SelectAchievements(size_t count) {
  std::vector<std::string> wanted;
  for (size_t i = 0; i < count; ++i) {
    wanted.push_back(StrCat("(", i, ", :name", i, ", :course", i, ", :day", i, ")"));
  }
  return StrCat("WITH wanted (place, name_fold, course_code, completed) AS (VALUES ",
                Join(wanted, ", "),
                "), alike AS MATERIALIZED (SELECT w.place, w.course_code, w.completed,"
                " n.certificate_id FROM wanted w CROSS JOIN holders n"
                " WHERE n.name_fold = w.name_fold) ",
                ListedColumns::kSelect,
                ", a.place FROM alike a CROSS JOIN certificates c CROSS JOIN holders h"
                " WHERE c.id = a.certificate_id AND h.certificate_id = c.id"
                " AND c.course_code || '' = a.course_code"
                " AND c.completed || '' = a.completed"
                " ORDER BY a.place, c.id");
}

// Of each wanted one into its place of `found`.
Result<void> ReadSomeAchievements(Database& database,
                                  std::span<const Achievement> wanted,
                                  std::span<std::vector<ListedCertificate>> found) {
  std::vector<std::string> texts;
  for (const Achievement& each : wanted) {
    texts.push_back(FoldForSearch(each.plain_name));
    texts.push_back(each.course_code);
    texts.push_back(each.completed.Iso());
  }
  ListedColumns columns;
  long long place = 0;
  SqlStatement select(database.session(), SelectAchievements(wanted.size()));
  columns.BindTo(select);
  select.Into(place);
  for (const std::string& text : texts) select.Use(text);
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(ListedCertificate certificate, ToListed(database, columns));
    found[static_cast<size_t>(place)].push_back(std::move(certificate));
  }
  return {};
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
  if (codes.size() > kStoredAtOnce) scope.emplace(database);
  while (!codes.empty()) {
    const auto some = TakeFirst(codes, kStoredAtOnce);
    ASSIGN_OR_RETURN(const StoredByCode found, ReadSomeStored(database, some));
    for (const CertificateCode& code : some) {
      const auto at = found.find(code.compact());
      certificates.push_back(at == found.end() ? std::nullopt
                                               : std::optional(at->second));
    }
  }
  return certificates;
}

Result<std::vector<ListedCertificate>> ReadListed(Database& database,
                                                  std::span<const int64_t> ids) {
  std::vector<ListedCertificate> certificates;
  if (ids.empty()) return certificates;
  std::unordered_map<int64_t, ListedCertificate> found;
  ListedColumns columns;
  long long id = 0;
  SqlStatement select(database.session(),
                      StrCat(ListedColumns::kSelect, ", c.id", ListedColumns::kFrom,
                             " WHERE c.id IN (", IdList(ids), ")"));
  columns.BindTo(select);
  select.Into(id);
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(ListedCertificate certificate, ToListed(database, columns));
    found.emplace(id, std::move(certificate));
  }
  certificates.reserve(found.size());
  for (const int64_t wanted : ids) {
    const auto at = found.find(wanted);
    if (at != found.end()) certificates.push_back(std::move(at->second));
  }
  return certificates;
}

Result<std::vector<std::vector<ListedCertificate>>> ReadSameAchievements(
    Database& database, std::span<const Achievement> wanted) {
  std::vector<std::vector<ListedCertificate>> all(wanted.size());
  std::optional<ReadScope> scope;
  if (wanted.size() > kAskedAtOnce) scope.emplace(database);
  for (size_t begin = 0; begin < wanted.size(); begin += kAskedAtOnce) {
    const size_t count = std::min(kAskedAtOnce, wanted.size() - begin);
    TRY(ReadSomeAchievements(database, wanted.subspan(begin, count),
                             std::span(all).subspan(begin, count)));
  }
  return all;
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
