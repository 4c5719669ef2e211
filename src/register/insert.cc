// SPDX-License-Identifier: Apache-2.0
#include "register/insert.h"

#include <algorithm>
#include <string>

#include "base/strings.h"
#include "base/unicode.h"
#include "register/columns.h"
#include "register/log_indexes.h"
#include "register/rows_insert.h"
#include "register/statement.h"
#include "register/validate.h"

namespace certseal {
namespace {

using Column = std::string_view;
using Rows = std::span<const CertificateRow>;

constexpr Column kCertificates[] = {"id",
                                    "code",
                                    "document_class",
                                    "course_code",
                                    "course_title",
                                    "completed",
                                    "issued",
                                    "expires",
                                    "record_sha256",
                                    "template_name",
                                    "template_sha256",
                                    "status_block",
                                    "status_index",
                                    "batch_id",
                                    "roster_line",
                                    "log_index",
                                    "state"};
constexpr Column kHolders[] = {
    "certificate_id", "identity", "holder_name", "plain_name",    "name_fold",
    "search_text",    "email",    "licence",     "licence_state", "profession"};
constexpr Column kDocuments[] = {"certificate_id", "record", "seal", "page"};

// Ids of a batch's certificates ascend from `first_id`, indexes in the log likewise.
struct BatchPlace {
  int64_t batch_id, first_id;
  uint64_t first_log_index;
};

void FillCertificate(const CertificateRow& row, const BatchPlace& place, size_t i,
                     CellWriter cells) {
  const auto offset = static_cast<int64_t>(i);
  cells.Number(place.first_id + offset)
      .Text(row.facts.code.compact())
      .Text(DocumentClassColumn(row.facts.document_class))
      .Text(row.facts.course_code)
      .Text(row.facts.course_title)
      .Text(row.facts.completed.Iso())
      .Number(row.facts.issued.unix_seconds());
  if (row.facts.expires)
    cells.Text(row.facts.expires->Iso());
  else
    cells.Null();
  cells.Text(Sha256(row.record).Hex())
      .Text(row.template_name)
      .Text(row.template_sha256.Hex())
      .Number(row.status.block)
      .Number(row.status.index)
      .Number(place.batch_id)
      .Number(row.roster_line)
      .Number(static_cast<int64_t>(place.first_log_index) + offset)
      .Text(StateColumn(CertificateState::kActive));
}

void FillHolder(const CertificateRow& row, int64_t id, CellWriter cells) {
  cells.Number(id)
      .Text(row.identity.Hex())
      .Text(row.facts.holder_name)
      .Text(row.facts.plain_name)
      .Text(FoldForSearch(row.facts.plain_name))
      .Text(SearchTextColumn(row.facts))
      .Text(row.facts.email)
      .Text(row.facts.licence)
      .Text(row.facts.licence_state)
      .Text(row.facts.profession);
}

void FillDocuments(const CertificateRow& row, int64_t id, CellWriter cells) {
  cells.Number(id).Text(row.record).Text(row.seal).Text(row.page);
}

// CertificateTables adds the rows of a batch to one table after the other.
class CertificateTables {
 public:
  CertificateTables(soci::session& session, Rows rows, const BatchPlace& place)
      : session_(session), rows_(rows), place_(place) {}

  // Each gives the first row that was not added; the count, where all were.
  size_t AddCertificates() {
    return Add("certificates", "id", kCertificates, rows_.size(),
               [&](size_t i, std::span<BoundValue> cells) {
                 FillCertificate(rows_[i], place_, i, CellWriter(cells));
               });
  }
  size_t AddHolders(size_t count) {
    return Add("holders", "certificate_id", kHolders, count,
               [&](size_t i, std::span<BoundValue> cells) {
                 FillHolder(rows_[i], IdOf(i), CellWriter(cells));
               });
  }
  size_t AddDocuments(size_t count) {
    return Add("documents", "certificate_id", kDocuments, count,
               [&](size_t i, std::span<BoundValue> cells) {
                 FillDocuments(rows_[i], IdOf(i), CellWriter(cells));
               });
  }

 private:
  int64_t IdOf(size_t row) const { return place_.first_id + static_cast<int64_t>(row); }

  // ON CONFLICT DO NOTHING lets a taken value be an answer: an error would end the
  // transaction on PostgreSQL, and with it the question whose the value is.
  size_t Add(std::string_view table, std::string_view key,
             std::span<const Column> columns, size_t count,
             const RowsInsert::FillRow& fill) {
    RowsInsert insert(session_, table, columns, "ON CONFLICT DO NOTHING");
    return insert.Run(count, fill) == count ? count : FirstMissing(table, key, count);
  }

  size_t FirstMissing(std::string_view table, std::string_view key, size_t count) {
    const long long first = place_.first_id;
    long long id = 0;
    size_t there = 0;
    SqlStatement select(session_, StrCat("SELECT ", key, " FROM ", table, " WHERE ",
                                         key, " >= :first ORDER BY ", key));
    select.Use(first).Into(id);
    for (bool row = select.Run(); row && id == IdOf(there); row = select.Next())
      ++there;
    return std::min(there, count);
  }

  soci::session& session_;
  Rows rows_;
  BatchPlace place_;
};

void InsertBatchRow(soci::session& session, long long id, const Batch& batch,
                    size_t certificates) {
  const long long created = batch.created.unix_seconds();
  const auto count = static_cast<long long>(certificates);
  const std::string sha256 = batch.source_sha256 ? batch.source_sha256->Hex() : "";
  soci::indicator given = batch.source_sha256 ? soci::i_ok : soci::i_null;
  SqlStatement(session,
               "INSERT INTO batches (id, created, source, source_sha256, certificates)"
               " VALUES (:id, :created, :source, :sha256, :count)")
      .Use(id)
      .Use(created)
      .Use(batch.source)
      .UseOptional(sha256, given)
      .Use(count)
      .Run();
}

Result<CertificateCode> CodeOfIdentity(soci::session& session,
                                       const Sha256Digest& identity) {
  const std::string hex = identity.Hex();
  std::string code;
  SqlStatement(
      session,
      "SELECT c.code FROM certificates c JOIN holders h ON h.certificate_id = c.id"
      " WHERE h.identity = :identity")
      .Use(hex)
      .Into(code)
      .Run();
  return CertificateCode::ParseCompact(code);
}

Result<void> ValidateRows(const Batch& batch, std::span<const CertificateRow> rows) {
  if (batch.source.size() > CertificateRow::kMaxFieldBytes ||
      FindInvalidUtf8(batch.source) || batch.source.find('\0') != std::string::npos) {
    return Fail("the batch's source is too long or not text");
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    const Result<void> valid = ValidateRow(rows[i]);
    if (!valid) return Within(StrCat("row ", i + 1), valid.error());
  }
  return {};
}

}  // namespace

Result<BatchOutcome> InsertBatch(Database& database, const Batch& batch,
                                 std::span<const CertificateRow> rows,
                                 uint64_t first_log_index) {
  TRY(ValidateRows(batch, rows));
  TRY(DemandFreeRange(database, first_log_index, rows.size()));
  soci::session& session = database.session();
  const BatchPlace place{NextId(session, "batches"), NextId(session, "certificates"),
                         first_log_index};
  InsertBatchRow(session, place.batch_id, batch, rows.size());
  CertificateTables tables(session, rows, place);
  const size_t certificates = tables.AddCertificates();
  // Of the rows that cannot be added the first is named, whatever is wrong with it.
  const size_t holders = tables.AddHolders(certificates);
  if (holders < certificates) {
    ASSIGN_OR_RETURN(const CertificateCode existing,
                     CodeOfIdentity(session, rows[holders].identity));
    return BatchOutcome{0, Collision{holders, existing}};
  }
  if (certificates < rows.size()) {
    return Fail(StrCat("row ", certificates + 1, ": its code or its place in the ",
                       "status lists is taken already"));
  }
  const size_t documents = tables.AddDocuments(rows.size());
  if (documents < rows.size()) return Fail(StrCat("row ", documents + 1, ": not kept"));
  return BatchOutcome{place.batch_id, std::nullopt};
}

}  // namespace certseal
