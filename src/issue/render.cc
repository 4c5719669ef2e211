// SPDX-License-Identifier: Apache-2.0
#include "issue/render.h"

#include <set>

#include "base/file_batch.h"
#include "base/ordered_work.h"
#include "base/strings.h"
#include "issue/page_json.h"
#include "ledger/register_tree.h"
#include "register/stored_in_turn.h"

namespace certseal {
namespace {

// How many files get their names at the price of one sync; and how many more may be
// drawn while that lasts.
constexpr size_t kFilesPerBatch = 256;

// Job is one certificate to draw, with all that drawing needs.
struct Job {
  StoredCertificate certificate;
  std::string proof;
  const Renderer* renderer;
  FilePlace place;
};

// Stages the file of a job. Safe from several threads.
Result<StagedFile> Draw(const Job& job, const CertificateSigner& signer,
                        const FileBatch& files) {
  const CertificateFacts& facts = job.certificate.row.facts;
  const Result<std::string> pdf =
      DrawCertificate(job.certificate, job.proof, *job.renderer, signer);
  if (!pdf) return Within(facts.code.Printed(), pdf.error());
  return files.Write(PlacedPath(facts, job.place), *pdf);
}

Result<FilePlace> PlaceOf(const CertificateCode& code, CertificateState state,
                          Register& reg) {
  if (state != CertificateState::kSuspended) return PlaceFor(state, false);
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  return PlaceFor(state, history.hold.has_value());
}

Result<Job> MakeJob(const CertificateCode& code,
                    std::optional<StoredCertificate> certificate, Register& reg,
                    IssueProofs& proofs, TemplateStore& store) {
  if (!certificate) {
    return Fail(StrCat("the register has no certificate ", code.Printed()));
  }
  if (certificate->erased) {
    return Fail(StrCat("the certificate ", code.Printed(), " was erased"));
  }
  ASSIGN_OR_RETURN(const Renderer* renderer,
                   store.FindIssued(certificate->row.template_name,
                                    certificate->row.template_sha256.Hex()));
  std::string proof;
  if (certificate->log_index) {
    ASSIGN_OR_RETURN(proof, proofs.For(*certificate->log_index));
  }
  ASSIGN_OR_RETURN(const FilePlace place, PlaceOf(code, certificate->state, reg));
  return Job{std::move(*certificate), std::move(proof), renderer, place};
}

void NoteFile(const ListedCertificate& certificate, bool held, const SchoolPaths& paths,
              MissingFiles& missing) {
  const CertificateFacts& facts = certificate.facts;
  if (certificate.erased) return;
  const bool revoked = certificate.state == CertificateState::kRevoked;
  const FilePlace place = PlaceFor(certificate.state, held);
  const auto found = FindCertificateFile(paths, facts);
  if (found && *found != place && !revoked) {
    missing.misplaced.emplace_back(facts, place);
  } else if (found) {
    ++missing.present;
  } else if (place == FilePlace::kIssued && !revoked) {
    missing.codes.push_back(facts.code);
  }
}

}  // namespace

Result<std::string> DrawCertificate(const StoredCertificate& certificate,
                                    const std::string& proof, const Renderer& renderer,
                                    const CertificateSigner& signer) {
  const CertificateRow& row = certificate.row;
  ASSIGN_OR_RETURN(PageContent page, PageFromJson(row.page));
  const DocumentInfo info{
      .title = StrCat(page.fields["document.class"], ": ", row.facts.course_title, " - ",
                      row.facts.holder_name),
      .author = page.fields["school.name"],
      .subject = StrCat(row.facts.course_title, " (", row.facts.course_code, ")"),
      .keywords = StrCat(row.facts.code.Printed(), ", ", row.facts.course_code),
      .created = row.facts.issued,
      .file_id = std::string(certificate.record_sha256.bytes().substr(0, 16)),
      .signature_bytes = signer.ReservedBytes()};
  std::vector<Attachment> attachments = {{"record.json", "application/json",
                                          "Verification record (Open Badges 3.0)", "Data",
                                          row.record}};
  if (!proof.empty()) {
    attachments.push_back({"record.tlog-proof", "text/plain",
                           "Proof that the record stands in the school's public log",
                           "Supplement", proof});
  }
  ASSIGN_OR_RETURN(std::string pdf, renderer.Draw(page, info, attachments));
  TRY(signer.Sign(pdf));
  return pdf;
}

Result<size_t> RenderCodes(const std::vector<CertificateCode>& codes, const School& school,
                           Register& reg, TemplateStore& store,
                           const CertificateSigner& signer, const WorkOptions& options) {
  IssueProofs proofs(reg);
  FileBatch files(school.paths.certificates());
  StoredInTurn stored(codes, reg);
  size_t begun = 0;
  size_t drawn = 0;
  const OrderedWork<Job, StagedFile> drawing = {
      .make = [&]() -> Result<std::optional<Job>> {
        if (stored.at_end()) return std::nullopt;
        ASSIGN_OR_RETURN(auto certificate, stored.Next());
        return MakeJob(codes[begun++], std::move(certificate), reg, proofs, store);
      },
      .work = [&](Job& job) { return Draw(job, signer, files); },
      .take = [&](StagedFile file) -> Result<void> {
        files.Add(std::move(file));
        options.progress(++drawn, codes.size());
        return files.size() < kFilesPerBatch ? Result<void>() : files.Commit();
      }};
  const Workers workers{.count = signer.Threads(options.jobs),
                        .in_flight = 2 * kFilesPerBatch,
                        .stop = options.stop};
  const Result<WorkEnd> end = RunOrdered(workers, drawing);
  // What was drawn is whole, and gets its name too.
  const Result<void> committed = files.Commit();
  if (!end) return Fail(end.error());
  if (!committed) return Fail(committed.error());
  return drawn;
}

Result<MissingFiles> FindMissingFiles(const School& school, Register& reg, Timestamp now) {
  ASSIGN_OR_RETURN(const std::vector<Hold> holds, reg.Held());
  std::set<CertificateCode> held;
  for (const Hold& hold : holds) held.insert(hold.code);
  MissingFiles missing;
  const auto visit = [&](const ListedCertificate& each) {
    NoteFile(each, held.contains(each.facts.code), school.paths, missing);
    return true;
  };
  TRY(reg.Search({.today = now.date()}, visit).map([](size_t) {}));
  return missing;
}

Result<MissingFiles> FindMissingOf(std::span<const CertificateCode> codes,
                                   const School& school, Register& reg) {
  MissingFiles missing;
  StoredInTurn in_turn(codes, reg);
  while (!in_turn.at_end()) {
    ASSIGN_OR_RETURN(const auto stored, in_turn.Next());
    if (!stored) continue;
    ASSIGN_OR_RETURN(const FilePlace place,
                     PlaceOf(stored->row.facts.code, stored->state, reg));
    NoteFile({stored->row.facts, stored->state, stored->erased},
             place == FilePlace::kHeld, school.paths, missing);
  }
  return missing;
}

}  // namespace certseal
