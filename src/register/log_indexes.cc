// SPDX-License-Identifier: Apache-2.0
#include "register/log_indexes.h"

#include <algorithm>
#include <map>
#include <string>
#include <unordered_set>
#include <utility>

#include "base/strings.h"
#include "base/take_first.h"
#include "register/codes.h"
#include "register/columns.h"
#include "register/damage.h"
#include "register/statement.h"

namespace certseal {
namespace {

constexpr size_t kAskedAtOnce = 256;

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

tl::unexpected<Error> Taken(std::string_view log_index) {
  return Fail(StrCat("log index ", log_index, " is taken already"));
}

// `which` is what follows on WHERE log_index; of numbers alone.
Result<void> DemandNone(Database& database, std::string_view which) {
  for (const char* table : {"certificates", "events"}) {
    std::string taken;
    SqlStatement select(database.session(), StrCat("SELECT log_index FROM ", table,
                                                   " WHERE log_index ", which));
    if (select.Into(taken).Run()) return Taken(taken);
  }
  return {};
}

// Those of the indexes that have a certificate.
Result<std::map<uint64_t, CertificateCode>> ReadSomeCodes(
    Database& database, std::span<const uint64_t> log_indexes) {
  std::vector<long long> indexes;
  for (const uint64_t each : log_indexes) indexes.push_back(LogIndexParameter(each));
  long long index = 0;
  std::string code;
  SqlStatement select(
      database.session(),
      StrCat("SELECT log_index, code FROM certificates WHERE log_index IN (",
             IdList(std::span<const long long>(indexes)), ")"));
  select.Into(index).Into(code);
  std::map<uint64_t, CertificateCode> codes;
  for (bool row = select.Run(); row; row = select.Next()) {
    ASSIGN_OR_RETURN(CertificateCode parsed, ToCode(database, code));
    codes.emplace(static_cast<uint64_t>(index), std::move(parsed));
  }
  return codes;
}

}  // namespace

Result<void> DemandFreeRange(Database& database, uint64_t first, uint64_t count) {
  if (count == 0) return {};
  if (first > kMaxLogIndex || count - 1 > kMaxLogIndex - first) {
    return Fail(StrCat("there is no log index ", first, " with ", count - 1, " more"));
  }
  return DemandNone(database,
                    StrCat("BETWEEN ", first, " AND ", first + count - 1, " LIMIT 1"));
}

Result<void> DemandFree(Database& database, std::vector<uint64_t> log_indexes) {
  std::ranges::sort(log_indexes);
  const auto twice = std::ranges::adjacent_find(log_indexes);
  if (twice != log_indexes.end()) return Taken(StrCat(*twice));
  if (!log_indexes.empty() && log_indexes.back() > kMaxLogIndex) {
    return Fail(StrCat("there is no log index ", log_indexes.back()));
  }
  for (std::span<const uint64_t> rest = log_indexes; !rest.empty();) {
    const auto some = TakeFirst(rest, kAskedAtOnce);
    TRY(DemandNone(database,
                   StrCat("IN (", IdList(some), ") ORDER BY log_index LIMIT 1")));
  }
  return {};
}

Result<void> UpdateLogIndexes(Database& database,
                              std::span<const CertificateCode> codes,
                              uint64_t first_log_index) {
  TRY(DemandFreeRange(database, first_log_index, codes.size()));
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

Result<std::vector<std::optional<CertificateCode>>> ReadCodesAt(
    Database& database, std::span<const uint64_t> log_indexes) {
  std::vector<std::optional<CertificateCode>> codes;
  codes.reserve(log_indexes.size());
  while (!log_indexes.empty()) {
    const auto some = TakeFirst(log_indexes, kAskedAtOnce);
    ASSIGN_OR_RETURN(const auto found, ReadSomeCodes(database, some));
    for (const uint64_t index : some) {
      const auto at = found.find(index);
      codes.push_back(at == found.end() ? std::nullopt : std::optional(at->second));
    }
  }
  return codes;
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
