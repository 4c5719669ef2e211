// SPDX-License-Identifier: Apache-2.0
#include "issue/issue_roster.h"

#include <algorithm>
#include <span>

#include "base/parallel.h"
#include "base/strings.h"
#include "issue/page_content.h"
#include "issue/page_json.h"
#include "record/seal.h"

namespace certseal {
namespace {

constexpr size_t kRowsPerTransaction = 4096;

CertificateFacts FactsOfAward(const Award& award, const CertificateCode& code,
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

// IssueChunk is one transaction's share of a roster.
class IssueChunk {
 public:
  IssueChunk(std::span<const PlannedRow* const> planned, const School& school,
             const OpenIssuerKey& issuer, const IssueOptions& options)
      : planned_(planned), school_(school), issuer_(issuer), options_(options) {}

  Result<std::vector<IssuedCertificate>> Run(const LedgerContext& ledger) const {
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(ledger));
    ASSIGN_OR_RETURN(
        const std::vector<StatusSlot> slots,
        commit.transaction().DrawStatusSlots(planned_.size(), options_.random));
    ASSIGN_OR_RETURN(const std::vector<CertificateRow> rows,
                     MakeRows(slots, commit.time()));
    TRY(Add(rows, commit));
    TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
    std::vector<IssuedCertificate> issued;
    for (size_t i = 0; i < rows.size(); ++i) {
      issued.push_back({rows[i].facts.code, planned_[i]->line});
    }
    return issued;
  }

 private:
  // Signs all rows on all cores. The first error, by row, is the one reported.
  Result<std::vector<CertificateRow>> MakeRows(const std::vector<StatusSlot>& slots,
                                               Timestamp issued) const {
    std::vector<Result<CertificateRow>> made(planned_.size(), Fail("not made"));
    ParallelFor(planned_.size(), HardwareThreads(), [&](size_t i) {
      const PlannedRow& row = *planned_[i];
      made[i] = MakeCertificate({*row.award, IdentityOf(*row.award, row.duplicate),
                                 slots[i], issued, *row.renderer, row.line},
                                school_, issuer_, options_.random);
    });
    std::vector<CertificateRow> rows;
    rows.reserve(made.size());
    for (size_t i = 0; i < made.size(); ++i) {
      if (!made[i]) return Within(StrCat("line ", planned_[i]->line), made[i].error());
      rows.push_back(std::move(*made[i]));
    }
    return rows;
  }

  Result<void> Add(const std::vector<CertificateRow>& rows, LedgerCommit& commit) const {
    const uint64_t first = commit.NextIndex();
    for (const CertificateRow& row : rows) commit.Append(IssueEntry{Sha256(row.record)});
    const Batch batch{options_.source, options_.source_sha256, commit.time()};
    ASSIGN_OR_RETURN(const BatchOutcome outcome,
                     commit.transaction().AddBatch(batch, rows, first));
    if (!outcome.collision) return {};
    return Fail(StrCat("line ", planned_[outcome.collision->row]->line,
                       ": another program has just issued this certificate: ",
                       outcome.collision->code.Printed()),
                {"run the command again: it goes on with what is left"});
  }

  std::span<const PlannedRow* const> planned_;
  const School& school_;
  const OpenIssuerKey& issuer_;
  const IssueOptions& options_;
};

}  // namespace

Result<CertificateRow> MakeCertificate(const NewCertificate& wanted, const School& school,
                                       const OpenIssuerKey& issuer, const Random& random) {
  const SchoolProfile& profile = school.profile;
  const CertificateCode code = CertificateCode::Generate(random);
  const Credential credential =
      MakeCredential(wanted.award, profile, code, wanted.slot, wanted.issued, random);
  ASSIGN_OR_RETURN(
      const SignedRecord record,
      SignedRecord::Sign(credential, issuer.listed.id, issuer.key, wanted.issued));
  ASSIGN_OR_RETURN(Seal seal, Seal::Sign(SealFacts::Of(credential), profile.site,
                                         issuer.listed.key, issuer.key));
  const std::string qr = QrText{profile.site, code, std::move(seal)}.Text();
  const auto digest = Sha256Digest::FromHex(wanted.renderer.template_digest());
  return CertificateRow{.facts = FactsOfAward(wanted.award, code, wanted.issued),
                        .identity = wanted.identity,
                        .status = wanted.slot,
                        .record = record.bytes(),
                        .seal = qr,
                        .page = PageToJson(MakePage(wanted.award, profile, code,
                                                    wanted.issued, qr, wanted.replaces)),
                        .template_name = wanted.renderer.template_name(),
                        .template_sha256 = *digest,
                        .roster_line = wanted.line};
}

Result<std::vector<IssuedCertificate>> IssuePlanned(const RosterPlan& plan,
                                                    const School& school,
                                                    const OpenIssuerKey& issuer,
                                                    const LedgerContext& ledger,
                                                    const IssueOptions& options) {
  std::vector<const PlannedRow*> planned;
  for (const PlannedRow& row : plan.rows) {
    if (row.fate == RowFate::kIssue) planned.push_back(&row);
  }
  std::vector<IssuedCertificate> issued;
  for (size_t begin = 0; begin < planned.size(); begin += kRowsPerTransaction) {
    const std::span<const PlannedRow* const> rest = std::span(planned).subspan(begin);
    const IssueChunk chunk(rest.first(std::min(kRowsPerTransaction, rest.size())), school,
                           issuer, options);
    ASSIGN_OR_RETURN(const auto certificates, chunk.Run(ledger));
    issued.insert(issued.end(), certificates.begin(), certificates.end());
    options.progress(issued.size(), planned.size());
  }
  return issued;
}

}  // namespace certseal
