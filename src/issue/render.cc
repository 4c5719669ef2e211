// SPDX-License-Identifier: Apache-2.0
#include "issue/render.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "base/file_batch.h"
#include "base/parallel.h"
#include "base/strings.h"
#include "issue/page_json.h"
#include "ledger/register_tree.h"

namespace certseal {
namespace {

constexpr size_t kFilesPerBatch = 256;

// Job is one certificate to draw, with all that drawing needs.
struct Job {
  StoredCertificate certificate;
  std::string proof;
  const Renderer* renderer;
  FilePlace place;
};

// Draws on all cores, and gives the files their names together. The first failure ends
// it; what was drawn by then is whole, and gets its name too.
Result<void> RenderBatch(const std::vector<Job>& jobs, const SchoolPaths& paths,
                         const CertificateSigner& signer) {
  FileBatch files(paths.certificates());
  std::vector<Result<void>> results(jobs.size());
  std::atomic<bool> failed = false;
  ParallelFor(jobs.size(), signer.Threads(), [&](size_t i) {
    if (failed) return;
    const Result<std::string> pdf =
        DrawCertificate(jobs[i].certificate, jobs[i].proof, *jobs[i].renderer, signer);
    const CertificateFacts& facts = jobs[i].certificate.row.facts;
    results[i] = pdf ? files.Stage(PlacedPath(facts, jobs[i].place), *pdf)
                     : Result<void>(Fail(pdf.error()));
    if (!results[i]) failed = true;
  });
  const Result<void> committed = files.Commit();
  for (size_t i = 0; i < jobs.size(); ++i) {
    if (!results[i]) {
      return Within(jobs[i].certificate.row.facts.code.Printed(), results[i].error());
    }
  }
  return committed;
}

Result<FilePlace> PlaceOf(const CertificateCode& code, CertificateState state,
                          Register& reg) {
  if (state != CertificateState::kSuspended) return PlaceFor(state, false);
  ASSIGN_OR_RETURN(const CertificateHistory history, reg.History(code));
  return PlaceFor(state, history.hold.has_value());
}

Result<Job> MakeJob(const CertificateCode& code, Register& reg, IssueProofs& proofs,
                    TemplateStore& store) {
  ASSIGN_OR_RETURN(auto certificate, reg.FindByCode(code));
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
                           const CertificateSigner& signer, const Progress& progress) {
  IssueProofs proofs(reg);
  size_t drawn = 0;
  while (drawn < codes.size()) {
    std::vector<Job> jobs;
    const size_t end = std::min(drawn + kFilesPerBatch, codes.size());
    for (size_t i = drawn; i < end; ++i) {
      ASSIGN_OR_RETURN(Job job, MakeJob(codes[i], reg, proofs, store));
      jobs.push_back(std::move(job));
    }
    TRY(RenderBatch(jobs, school.paths, signer));
    drawn = end;
    progress(drawn, codes.size());
  }
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
  for (const CertificateCode& code : codes) {
    ASSIGN_OR_RETURN(const auto stored, reg.FindByCode(code));
    if (!stored) continue;
    ASSIGN_OR_RETURN(const FilePlace place, PlaceOf(code, stored->state, reg));
    NoteFile({stored->row.facts, stored->state, stored->erased},
             place == FilePlace::kHeld, school.paths, missing);
  }
  return missing;
}

}  // namespace certseal
