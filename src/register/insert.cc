// SPDX-License-Identifier: Apache-2.0
#include "register/insert.h"

#include <string>

#include "base/strings.h"
#include "base/unicode.h"
#include "register/columns.h"
#include "register/log_indexes.h"
#include "register/statement.h"
#include "register/validate.h"

namespace certseal {
namespace {

// In the INSERTs ON CONFLICT DO NOTHING lets a taken value be an answer: an error would
// end the transaction on PostgreSQL, and with it the question whose the value is.
bool Added(SqlStatement& insert) {
  insert.Run();
  return insert.affected_rows() == 1;
}

class InsertCertificate {
 public:
  InsertCertificate(soci::session& session, Runs runs, int64_t batch_id,
                    uint64_t first_log_index)
      : batch_id_(batch_id),
        log_index_(static_cast<long long>(first_log_index)),
        insert_(
            session,
            "INSERT INTO certificates (code, document_class, course_code, course_title,"
            " completed, record_sha256, template_name, template_sha256, id, issued,"
            " status_block, status_index, batch_id, roster_line, log_index, expires,"
            " state)"
            " VALUES (:code, :class, :course, :title, :completed, :record, :template,"
            " :template_sha256, :id, :issued, :block, :index, :batch, :line, "
            ":log_index,"
            " :expires, 'active') ON CONFLICT DO NOTHING",
            runs) {
    for (std::string* text :
         {&code_, &document_class_, &course_code_, &course_title_, &completed_,
          &record_sha256_, &template_name_, &template_sha256_}) {
      insert_.Use(*text);
    }
    for (long long* number :
         {&id_, &issued_, &block_, &index_, &batch_id_, &line_, &log_index_}) {
      insert_.Use(*number);
    }
    insert_.UseOptional(expires_, expires_given_);
  }

  // Add gives each the log index after the one before.
  bool Add(long long id, const CertificateRow& row) {
    id_ = id;
    code_ = row.facts.code.compact();
    document_class_ = DocumentClassColumn(row.facts.document_class);
    course_code_ = row.facts.course_code;
    course_title_ = row.facts.course_title;
    completed_ = row.facts.completed.Iso();
    record_sha256_ = Sha256(row.record).Hex();
    template_name_ = row.template_name;
    template_sha256_ = row.template_sha256.Hex();
    issued_ = row.facts.issued.unix_seconds();
    block_ = row.status.block;
    index_ = row.status.index;
    line_ = row.roster_line;
    expires_ = row.facts.expires ? row.facts.expires->Iso() : "";
    expires_given_ = row.facts.expires ? soci::i_ok : soci::i_null;
    const bool added = Added(insert_);
    ++log_index_;
    return added;
  }

 private:
  std::string code_, document_class_, course_code_, course_title_, completed_,
      record_sha256_, template_name_, template_sha256_, expires_;
  long long id_ = 0, issued_ = 0, block_ = 0, index_ = 0, batch_id_, line_ = 0,
            log_index_;
  soci::indicator expires_given_ = soci::i_null;
  SqlStatement insert_;
};

class InsertHolder {
 public:
  InsertHolder(soci::session& session, Runs runs)
      : insert_(
            session,
            "INSERT INTO holders (certificate_id, identity, holder_name, plain_name,"
            " name_fold, search_text, email, licence, licence_state, profession)"
            " VALUES (:id, :identity, :holder_name, :plain_name, :name_fold,"
            " :search_text, :email, :licence, :licence_state, :profession)"
            " ON CONFLICT DO NOTHING",
            runs) {
    insert_.Use(id_);
    for (std::string* text :
         {&identity_, &holder_name_, &plain_name_, &name_fold_, &search_text_, &email_,
          &licence_, &licence_state_, &profession_}) {
      insert_.Use(*text);
    }
  }

  bool Add(long long id, const CertificateRow& row) {
    id_ = id;
    identity_ = row.identity.Hex();
    holder_name_ = row.facts.holder_name;
    plain_name_ = row.facts.plain_name;
    name_fold_ = FoldForSearch(row.facts.plain_name);
    search_text_ = SearchTextColumn(row.facts);
    email_ = row.facts.email;
    licence_ = row.facts.licence;
    licence_state_ = row.facts.licence_state;
    profession_ = row.facts.profession;
    return Added(insert_);
  }

 private:
  long long id_ = 0;
  std::string identity_, holder_name_, plain_name_, name_fold_, search_text_, email_,
      licence_, licence_state_, profession_;
  SqlStatement insert_;
};

class InsertDocuments {
 public:
  InsertDocuments(soci::session& session, Runs runs)
      : insert_(session,
                "INSERT INTO documents (certificate_id, record, seal, page)"
                " VALUES (:id, :record, :seal, :page) ON CONFLICT DO NOTHING",
                runs) {
    insert_.Use(id_);
    for (std::string* text : {&record_, &seal_, &page_}) insert_.Use(*text);
  }

  bool Add(long long id, const CertificateRow& row) {
    id_ = id;
    record_ = row.record;
    seal_ = row.seal;
    page_ = row.page;
    return Added(insert_);
  }

 private:
  long long id_ = 0;
  std::string record_, seal_, page_;
  SqlStatement insert_;
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
  TRY(LogIndexUse(database).DemandFree(first_log_index, rows.size()));
  soci::session& session = database.session();
  const long long batch_id = NextId(session, "batches");
  InsertBatchRow(session, batch_id, batch, rows.size());
  const Runs runs = RunsFor(rows.size());
  InsertCertificate certificates(session, runs, batch_id, first_log_index);
  InsertHolder holders(session, runs);
  InsertDocuments documents(session, runs);
  long long id = NextId(session, "certificates");
  for (size_t i = 0; i < rows.size(); ++i, ++id) {
    if (!certificates.Add(id, rows[i])) {
      return Fail(StrCat("row ", i + 1, ": its code or its place in the status lists ",
                         "is taken already"));
    }
    if (!holders.Add(id, rows[i])) {
      ASSIGN_OR_RETURN(const CertificateCode existing,
                       CodeOfIdentity(session, rows[i].identity));
      return BatchOutcome{0, Collision{i, existing}};
    }
    if (!documents.Add(id, rows[i])) return Fail(StrCat("row ", i + 1, ": not kept"));
  }
  return BatchOutcome{batch_id, std::nullopt};
}

}  // namespace certseal
