// SPDX-License-Identifier: Apache-2.0
#include "issue/issue_roster.h"

#include <algorithm>
#include <span>

#include "base/ordered_work.h"
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
          .course_code = award.course->code,
          .course_title = award.course->title,
          .completed = graduate.completed,
          .issued = issued,
          .expires = award.expires};
}

using PlannedRows = std::span<const PlannedRow* const>;

// IssueChunk is one transaction's share of a roster.
class IssueChunk {
 public:
  // `done` tells of each certificate that is made; they are issued together at the end.
  IssueChunk(PlannedRows planned, const RosterPlan& plan, const School& school,
             const OpenIssuerKey& issuer, const IssueOptions& options,
             const std::function<void(size_t)>& done)
      : planned_(planned),
        plan_(plan),
        school_(school),
        issuer_(issuer),
        options_(options),
        done_(done) {}

  // Run issues all of them, or none where a stop was asked for.
  Result<std::vector<IssuedCertificate>> Run(const LedgerContext& ledger) const {
    ASSIGN_OR_RETURN(LedgerCommit commit, LedgerCommit::Begin(ledger));
    ASSIGN_OR_RETURN(
        const std::vector<StatusSlot> slots,
        commit.transaction().DrawStatusSlots(planned_.size(), options_.random));
    ASSIGN_OR_RETURN(const std::vector<CertificateRow> rows,
                     MakeRows(slots, commit.time()));
    if (rows.size() < planned_.size()) return std::vector<IssuedCertificate>();
    TRY(Add(rows, commit));
    TRY(commit.Finish().map([](const SignedCheckpoint&) {}));
    std::vector<IssuedCertificate> issued;
    for (size_t i = 0; i < rows.size(); ++i) {
      issued.push_back({rows[i].facts.code, planned_[i]->line});
    }
    return issued;
  }

 private:
  // Fewer than all where a stop was asked for.
  Result<std::vector<CertificateRow>> MakeRows(const std::vector<StatusSlot>& slots,
                                               Timestamp issued) const {
    std::vector<CertificateRow> rows;
    rows.reserve(planned_.size());
    size_t next = 0;
    const OrderedWork<size_t, CertificateRow> making = {
        .make = [&]() -> Result<std::optional<size_t>> {
          if (next == planned_.size()) return std::nullopt;
          return next++;
        },
        .work = [&](size_t& i) { return MakeRow(*planned_[i], slots[i], issued); },
        .take = [&](CertificateRow row) -> Result<void> {
          rows.push_back(std::move(row));
          done_(rows.size());
          return {};
        }};
    const WorkOptions& work = options_.work;
    TRY(RunOrdered({work.jobs, size_t{64} * work.jobs, work.stop}, making)
            .map([](WorkEnd) {}));
    return rows;
  }

  Result<CertificateRow> MakeRow(const PlannedRow& row, const StatusSlot& slot,
                                 Timestamp issued) const {
    const Award award = plan_.award_of(row);
    auto made = MakeCertificate(
        {award, IdentityOf(award, row.duplicate), slot, issued, *row.renderer, row.line},
        school_, issuer_, options_.random);
    if (!made) return Within(StrCat("line ", row.line), made.error());
    return made;
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

  PlannedRows planned_;
  const RosterPlan& plan_;
  const School& school_;
  const OpenIssuerKey& issuer_;
  const IssueOptions& options_;
  const std::function<void(size_t)>& done_;
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
  const std::function<void(size_t)> done = [&](size_t made) {
    options.work.progress(issued.size() + made, planned.size());
  };
  while (issued.size() < planned.size() && !options.work.stop.stop_requested()) {
    const PlannedRows rest = PlannedRows(planned).subspan(issued.size());
    const IssueChunk chunk(rest.first(std::min(kRowsPerTransaction, rest.size())), plan,
                           school, issuer, options, done);
    ASSIGN_OR_RETURN(const auto certificates, chunk.Run(ledger));
    if (certificates.empty()) break;
    issued.insert(issued.end(), certificates.begin(), certificates.end());
  }
  return issued;
}

}  // namespace certseal
