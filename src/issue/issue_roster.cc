// SPDX-License-Identifier: Apache-2.0
#include "issue/issue_roster.h"

#include <algorithm>
#include <span>

#include "base/parallel.h"
#include "base/strings.h"
#include "issue/page_json.h"
#include "record/seal.h"

namespace certseal {
namespace {

constexpr size_t kRowsPerTransaction = 4096;

class Issuer {
 public:
  Issuer(const School& school, const OpenIssuerKey& issuer, const IssueOptions& options)
      : school_(school), issuer_(issuer), options_(options) {}

  // Makes one certificate, ready for the register.
  Result<CertificateRow> Make(const PlannedRow& planned, const StatusSlot& slot,
                              Timestamp issued) const {
    const Award& award = *planned.award;
    const CertificateCode code = CertificateCode::Generate(options_.random);
    const Credential credential =
        MakeCredential(award, school_.profile, code, slot, issued, options_.random);
    ASSIGN_OR_RETURN(const SignedRecord record,
                     SignedRecord::Sign(credential, issuer_.listed.id, issuer_.key, issued));
    ASSIGN_OR_RETURN(Seal seal, Seal::Sign(SealFacts::Of(credential), school_.profile.site,
                                           issuer_.listed.key, issuer_.key));
    const std::string qr = QrText{school_.profile.site, code, std::move(seal)}.Text();
    const auto digest = Sha256Digest::FromHex(planned.renderer->template_digest());
    return CertificateRow{
        .facts = Facts(award, code, issued),
        .identity = IdentityOf(award, planned.duplicate),
        .status = slot,
        .record = record.bytes(),
        .seal = qr,
        .page = PageToJson(MakePage(award, school_.profile, code, issued, qr)),
        .template_name = planned.renderer->template_name(),
        .template_sha256 = *digest,
        .roster_line = planned.line};
  }

 private:
  static CertificateFacts Facts(const Award& award, const CertificateCode& code,
                                Timestamp issued) {
    const Graduate& graduate = award.graduate;
    return {.code = code,
            .document_class = award.document_class,
            .holder_name = award.holder_name,
            .plain_name = graduate.name,
            .email = graduate.email,
            .licence = graduate.licence,
            .licence_state = graduate.licence_state,
            .profession = graduate.profession,
            .course_code = award.course.code,
            .course_title = award.course.title,
            .completed = graduate.completed,
            .issued = issued,
            .expires = award.expires};
  }

  const School& school_;
  const OpenIssuerKey& issuer_;
  const IssueOptions& options_;
};

// Signs all rows on all cores. The first error, by row, is the one reported.
Result<std::vector<CertificateRow>> MakeRows(const Issuer& issuer,
                                             std::span<const PlannedRow* const> planned,
                                             const std::vector<StatusSlot>& slots,
                                             Timestamp issued) {
  std::vector<Result<CertificateRow>> made(planned.size(), Fail("not made"));
  ParallelFor(planned.size(), HardwareThreads(), [&](size_t i) {
    made[i] = issuer.Make(*planned[i], slots[i], issued);
  });
  std::vector<CertificateRow> rows;
  rows.reserve(made.size());
  for (size_t i = 0; i < made.size(); ++i) {
    if (!made[i]) return Within(StrCat("line ", planned[i]->line), made[i].error());
    rows.push_back(std::move(*made[i]));
  }
  return rows;
}

Result<std::vector<IssuedCertificate>> IssueChunk(std::span<const PlannedRow* const> planned,
                                                  const Issuer& issuer, Register& reg,
                                                  const IssueOptions& options) {
  ASSIGN_OR_RETURN(Transaction transaction, reg.Begin());
  ASSIGN_OR_RETURN(const std::vector<StatusSlot> slots,
                   transaction.DrawStatusSlots(planned.size(), options.random));
  const Timestamp issued = options.clock();
  ASSIGN_OR_RETURN(const std::vector<CertificateRow> rows,
                   MakeRows(issuer, planned, slots, issued));
  const Batch batch{options.source, options.source_sha256, issued};
  ASSIGN_OR_RETURN(const BatchOutcome outcome, transaction.AddBatch(batch, rows));
  if (outcome.collision) {
    return Fail(StrCat("line ", planned[outcome.collision->row]->line,
                       ": another program has just issued this certificate: ",
                       outcome.collision->code.Printed()),
                {"run the command again: it goes on with what is left"});
  }
  TRY(transaction.Commit());
  std::vector<IssuedCertificate> issued_certificates;
  for (size_t i = 0; i < rows.size(); ++i) {
    issued_certificates.push_back({rows[i].facts.code, planned[i]->line});
  }
  return issued_certificates;
}

}  // namespace

Result<std::vector<IssuedCertificate>> IssuePlanned(const RosterPlan& plan,
                                                    const School& school,
                                                    const OpenIssuerKey& issuer_key,
                                                    Register& reg,
                                                    const IssueOptions& options) {
  std::vector<const PlannedRow*> planned;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == RowFate::kIssue) planned.push_back(&row);
  }
  const Issuer issuer(school, issuer_key, options);
  std::vector<IssuedCertificate> issued;
  for (size_t begin = 0; begin < planned.size(); begin += kRowsPerTransaction) {
    const size_t size = std::min(kRowsPerTransaction, planned.size() - begin);
    ASSIGN_OR_RETURN(const auto chunk, IssueChunk(std::span(planned).subspan(begin, size),
                                                  issuer, reg, options));
    issued.insert(issued.end(), chunk.begin(), chunk.end());
    options.progress(issued.size(), planned.size());
  }
  return issued;
}

}  // namespace certseal
