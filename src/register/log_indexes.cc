// SPDX-License-Identifier: Apache-2.0
#include "register/log_indexes.h"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"

namespace certseal {
namespace {

struct UnloggedRow {
  long long id;
  std::string code;
};

// In the order of issue; at most `limit`.
std::vector<UnloggedRow> UnloggedRows(Database& database, size_t limit) {
  const auto most = static_cast<long long>(std::min<size_t>(limit, INT64_MAX));
  std::vector<UnloggedRow> rows;
  UnloggedRow row;
  SqlStatement select(database.session(),
                      "SELECT id, code FROM certificates WHERE log_index IS NULL"
                      " ORDER BY id LIMIT :most");
  select.Use(most).Into(row.id).Into(row.code);
  for (bool found = select.Run(); found; found = select.Next()) rows.push_back(row);
  return rows;
}

}  // namespace

LogIndexUse::LogIndexUse(Database& database)
    : certificates_(database.session(),
                    "SELECT log_index FROM certificates"
                    " WHERE log_index BETWEEN :first AND :last LIMIT 1"),
      events_(database.session(),
              "SELECT log_index FROM events"
              " WHERE log_index BETWEEN :first AND :last LIMIT 1") {
  for (SqlStatement* select : {&certificates_, &events_}) {
    select->Use(first_).Use(last_).Into(taken_);
  }
}

Result<void> LogIndexUse::DemandFree(uint64_t first, uint64_t count) {
  if (count == 0) return {};
  if (first > kMaxLogIndex || count - 1 > kMaxLogIndex - first) {
    return Fail(StrCat("there is no log index ", first, " with ", count - 1, " more"));
  }
  first_ = static_cast<long long>(first);
  last_ = static_cast<long long>(first + count - 1);
  if (!certificates_.Run() && !events_.Run()) return {};
  return Fail(StrCat("log index ", taken_, " is taken already"));
}

Result<void> UpdateLogIndexes(Database& database,
                              std::span<const CertificateCode> codes,
                              uint64_t first_log_index) {
  TRY(LogIndexUse(database).DemandFree(first_log_index, codes.size()));
  const std::vector<UnloggedRow> rows = UnloggedRows(database, codes.size());
  long long id = 0;
  auto log_index = static_cast<long long>(first_log_index);
  SqlStatement update(database.session(),
                      "UPDATE certificates SET log_index = :log_index WHERE id = :id",
                      RunsFor(codes.size()));
  update.Use(log_index).Use(id);
  for (size_t i = 0; i < codes.size(); ++i, ++log_index) {
    if (i >= rows.size() || rows[i].code != codes[i].compact()) {
      return Fail(StrCat("certificate ", codes[i].Printed(),
                         " is not the next without an entry in the log"));
    }
    id = rows[i].id;
    update.Run();
  }
  return {};
}

Result<std::optional<CertificateCode>> ReadCodeAt(Database& database,
                                                  uint64_t log_index) {
  const long long index = LogIndexParameter(log_index);
  std::string code;
  SqlStatement select(database.session(),
                      "SELECT code FROM certificates WHERE log_index = :log_index");
  if (!select.Use(index).Into(code).Run()) return std::optional<CertificateCode>();
  ASSIGN_OR_RETURN(CertificateCode parsed, ToCode(database, code));
  return std::optional(std::move(parsed));
}

Result<std::vector<CertificateCode>> ReadCodesWithoutLogIndex(Database& database) {
  std::vector<CertificateCode> codes;
  for (const UnloggedRow& row : UnloggedRows(database, SIZE_MAX)) {
    ASSIGN_OR_RETURN(CertificateCode code, ToCode(database, row.code));
    codes.push_back(std::move(code));
  }
  return codes;
}

// Whether the record is erased too is FindByCode's to check: here it would cost a page
// of the file each.
Result<std::vector<LoggedCertificate>> ReadLoggedFrom(Database& database,
                                                      uint64_t log_index,
                                                      size_t limit) {
  const long long from = LogIndexParameter(log_index);
  const auto most = static_cast<long long>(std::min<size_t>(limit, INT64_MAX));
  std::string index, code;
  int no_holder = 0, erased = 0;
  SqlStatement select(
      database.session(),
      "SELECT c.log_index, c.code,"
      " CASE WHEN h.certificate_id IS NULL THEN 1 ELSE 0 END,"
      " CASE WHEN e.certificate_id IS NULL THEN 0 ELSE 1 END"
      " FROM certificates c LEFT JOIN holders h ON h.certificate_id = c.id"
      " LEFT JOIN erasures e ON e.certificate_id = c.id"
      " WHERE c.log_index >= :log_index ORDER BY c.log_index LIMIT :most");
  select.Use(from).Use(most).Into(index).Into(code).Into(no_holder).Into(erased);
  std::vector<LoggedCertificate> certificates;
  for (bool row = select.Run(); row; row = select.Next()) {
    const auto parsed = ParseLogIndexColumn(index);
    if (!parsed) return DamagedCertificate(database, code, "a log index that is none");
    if (no_holder != erased) {
      return DamagedCertificate(database, code, "been erased by half");
    }
    ASSIGN_OR_RETURN(CertificateCode known, ToCode(database, code));
    certificates.push_back({*parsed, std::move(known), erased != 0});
  }
  return certificates;
}

Result<std::vector<CertificateCode>> ReadChangedFrom(Database& database,
                                                     uint64_t log_index) {
  const long long from = LogIndexParameter(log_index);
  std::string text;
  SqlStatement select(database.session(),
                      "SELECT COALESCE(c.code, '') FROM events e"
                      " LEFT JOIN certificates c ON c.id = e.certificate_id"
                      " WHERE e.log_index >= :log_index ORDER BY e.log_index");
  select.Use(from).Into(text);
  std::unordered_set<std::string> seen;
  std::vector<CertificateCode> codes;
  for (bool row = select.Run(); row; row = select.Next()) {
    if (!seen.insert(text).second) continue;
    ASSIGN_OR_RETURN(CertificateCode code, ToCode(database, text));
    codes.push_back(std::move(code));
  }
  return codes;
}

}  // namespace certseal
