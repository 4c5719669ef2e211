// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/temporary_directory.h"
#include "support/test_site.h"
#include "unit/pdf/sample_pdf.h"
#include "unit/record/sample_credential.h"
#include "verify/lookup.h"

namespace certseal {

inline const Timestamp kNow = *Timestamp::ParseRfc3339("2026-11-25T12:00:00Z");

inline Timestamp At(std::string_view text) { return *Timestamp::ParseRfc3339(text); }

// RegisterTest looks things up in a register: of a school with two certificates, zoe_
// with a date of expiry and ole_ without, published an hour before kNow.
class RegisterTest : public testing::Test {
 protected:
  RegisterTest() : school_(SiteOf("verify.school.example"), DocumentKeyOf()) {
    zoe_ = school_.Issue(SampleCredential());
    ole_ = school_.Issue(Another(8, "Ole Nordmann"));
    Publish("2026-11-25T11:00:00Z");
    schools_ = {school_.trust()};
  }

  void SetUp() override { memory_.emplace(state_ / "checkpoints"); }

  static SiteAddress SiteOf(std::string_view origin) {
    return *SiteAddress::FromOrigin(origin);
  }
  static DocumentKey DocumentKeyOf() {
    return {SamplePdf::SampleSigner().certificate().spki_digest(), {}};
  }
  static Credential Another(char number, const std::string& name) {
    Credential credential = SampleCredential();
    credential.code = CertificateCode::Generate([number](size_t size) {
      return HkdfSha256(std::string(1, number), "", "a code", size);
    });
    credential.holder_name = name;
    credential.expires.reset();
    credential.status.index = static_cast<uint32_t>(100 * number);
    return credential;
  }

  void Publish(std::string_view time) {
    school_.Publish(*site_, At(time), At("2026-12-01T00:00:00Z"));
  }

  std::string Pdf(size_t which) const {
    return SamplePdf::Certificate(school_.issued[which].record.bytes())
        .WithProof(school_.issued[which].proof)
        .Build();
  }
  Subject PdfOf(size_t which) const { return PdfSubject{Pdf(which)}; }
  Subject RecordOf(size_t which) const {
    return RecordSubject{school_.issued[which].record.bytes()};
  }
  Subject QrOf(size_t which) const { return school_.issued[which].qr; }
  Subject CodeOf(size_t which) const { return school_.issued[which].code(); }
  // Every way in which a certificate may be at hand.
  std::vector<Subject> AllOf(size_t which) const {
    return {PdfOf(which), RecordOf(which), QrOf(which), CodeOf(which)};
  }

  // Check looks one thing up as a program of its own would.
  Report Check(const Subject& subject, const Claims& claims = {}) {
    SchoolRegisters registers(site_, memory_ ? &*memory_ : nullptr, now_);
    Report report = Lookup(subject, {schools_, &registers, claims, now_});
    notes_ = registers.TakeNotes();
    successors_ = registers.Successors();
    return report;
  }
  Report Offline(const Subject& subject) {
    return Lookup(subject, {schools_, nullptr, {}, now_});
  }
  Verdict VerdictOf(const Subject& subject) { return Check(subject).outcome.verdict; }
  std::string LineOf(const Subject& subject) { return Check(subject).outcome.line; }

  static certseal::Check Named(const Report& report, std::string_view name) {
    for (const certseal::Check& check : report.checks) {
      if (check.name == name) return check;
    }
    return {"", CheckResult::kUnknown, ""};
  }

  TestSchool school_;
  std::shared_ptr<TestSite> site_ = std::make_shared<TestSite>();
  size_t zoe_ = 0;
  size_t ole_ = 0;
  std::vector<TrustFile> schools_;
  const TemporaryDirectory temporary_;
  const std::filesystem::path state_ = temporary_.path();
  std::optional<CheckpointMemory> memory_;
  Timestamp now_ = kNow;
  std::vector<std::string> notes_;
  std::vector<std::pair<TrustFile, TrustFile>> successors_;
};

}  // namespace certseal
