// SPDX-License-Identifier: Apache-2.0
#include "issue/render.h"

#include <algorithm>
#include <atomic>

#include "base/file_batch.h"
#include "base/parallel.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "issue/page_json.h"

namespace certseal {
namespace {

namespace fs = std::filesystem;
constexpr size_t kFilesPerBatch = 256;
constexpr size_t kMaxNameBytes = 80;

// Letters, digits and marks of any script stay; what a file system, a shell or a mail
// program may take amiss becomes a hyphen.
std::string FileNamePart(std::string_view text, size_t max_bytes) {
  std::string out;
  for (char32_t c : ToUtf32(Nfc(text))) {
    const bool plain = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') ||
                       (c >= U'0' && c <= U'9') || c >= 0xc0;
    const bool space = c == U'\u2019' || (c >= 0x2000 && c <= 0x206f) || c == 0x3000;
    if (plain && !space) {
      AppendUtf8(out, c);
    } else if (!out.empty() && out.back() != '-' && c != U'\'' && c != U'\u2019' &&
               c != U'.') {
      out += '-';
    }
  }
  out = Utf8Prefix(out, max_bytes);
  while (out.ends_with('-')) out.pop_back();
  return out;
}

// Job is one certificate to draw, with all that drawing needs.
struct Job {
  StoredCertificate certificate;
  const Renderer* renderer;
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
        DrawCertificate(jobs[i].certificate, *jobs[i].renderer, signer);
    results[i] = pdf ? files.Stage(CertificatePath(jobs[i].certificate.row.facts), *pdf)
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

Result<Job> MakeJob(const CertificateCode& code, Register& reg, TemplateStore& store) {
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
  return Job{std::move(*certificate), renderer};
}

}  // namespace

fs::path CertificatePath(const CertificateFacts& facts) {
  const std::string date = facts.completed.Iso();
  const std::string course = FileNamePart(facts.course_code, 40);
  const std::string name = FileNamePart(facts.plain_name, kMaxNameBytes);
  return fs::path(date.substr(0, 4)) / course /
         StrCat(date, '_', course, '_', name, '_', facts.code.compact().substr(0, 4), ".pdf");
}

Result<std::string> DrawCertificate(const StoredCertificate& certificate,
                                    const Renderer& renderer,
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
  ASSIGN_OR_RETURN(
      std::string pdf,
      renderer.Draw(page, info,
                    {{"record.json", "application/json",
                      "Verification record (Open Badges 3.0)", "Data", row.record}}));
  TRY(signer.Sign(pdf));
  return pdf;
}

Result<size_t> RenderCodes(const std::vector<CertificateCode>& codes, const School& school,
                           Register& reg, TemplateStore& store,
                           const CertificateSigner& signer, const Progress& progress) {
  size_t drawn = 0;
  while (drawn < codes.size()) {
    std::vector<Job> jobs;
    const size_t end = std::min(drawn + kFilesPerBatch, codes.size());
    for (size_t i = drawn; i < end; ++i) {
      ASSIGN_OR_RETURN(Job job, MakeJob(codes[i], reg, store));
      jobs.push_back(std::move(job));
    }
    TRY(RenderBatch(jobs, school.paths, signer));
    drawn = end;
    progress(drawn, codes.size());
  }
  return drawn;
}

Result<MissingFiles> FindMissingFiles(const School& school, Register& reg, Timestamp now) {
  MissingFiles missing;
  const auto visit = [&](const ListedCertificate& each) {
    std::error_code error;
    if (each.erased) return true;
    if (fs::exists(school.paths.certificates() / CertificatePath(each.facts), error)) {
      ++missing.present;
    } else {
      missing.codes.push_back(each.facts.code);
    }
    return true;
  };
  TRY(reg.Search({.today = now.date()}, visit).map([](size_t) {}));
  return missing;
}

}  // namespace certseal
