// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/credential.h"
#include "verify/facts.h"
#include "verify/lookup.h"
#include "verify/pdf_check.h"

namespace certseal {

// Inquiry is one lookup under way, the inside of Lookup(). Each step adds its checks;
// the first outcome that settles the matter stands, and what is undecided at the end
// stays so.
class Inquiry {
 public:
  explicit Inquiry(const LookupOptions& options) : options_(options) {}

  void Examine(const PdfSubject& pdf);
  void Examine(const RecordSubject& record) { ExamineRecord(record.bytes); }
  void Examine(const QrText& qr);
  void Examine(const CertificateCode& code);

  Report Finish();

 private:
  void Add(std::string name, CheckResult result, std::string evidence) {
    checks_.push_back({std::move(name), result, std::move(evidence)});
  }
  // Settle keeps the first outcome: an earlier check outweighs a later one.
  void Settle(Outcome outcome) {
    if (!outcome_) outcome_ = std::move(outcome);
  }
  bool online() const { return options_.source != nullptr && !options_.offline; }

  const TrustFile* FindSchool(const SiteAddress& site) const;
  const TrustFile* ClaimedSchoolOf(std::string_view bytes) const;
  const TrustFile* SchoolOfSource() const;
  void JudgeSigned(const PdfFinding& finding);
  void JudgeStranger(const PdfFinding& finding);
  void ExamineBroken(const PdfFinding& finding);
  void FailDocument(std::string_view why);
  void ExamineRecord(const std::string& bytes);
  void ExplainUnreadableRecord(const std::string& bytes, const Error& error);
  bool CheckSignature(const SignedRecord& record);
  bool CheckSeal(const QrText& qr);
  void PassRecord(const IssuerKey& key, std::string evidence);
  void SettleMissing(const TrustFile& school, const CertificateCode& code);
  void CheckRegister(const CertificateCode& code);
  Check AskRegister(const CertificateCode& code);
  Check CompareWithRegister(const std::string& bytes);
  void CompareWithSeal(const SealFacts& seal);
  void CheckDates(std::optional<Timestamp> issued, Date completed,
                  std::optional<Date> expires);
  void CheckClaims(const SealFacts& facts);
  Result<std::optional<std::string>> FetchRecord(const TrustFile& school,
                                                 const CertificateCode& code) const;

  const LookupOptions& options_;
  const TrustFile* school_ = nullptr;
  std::optional<SignedRecord> record_;
  std::optional<Facts> facts_;
  std::vector<Check> checks_;
  std::optional<Outcome> outcome_;
  std::optional<Outcome> expired_;  // stands only where nothing worse is found
};

}  // namespace certseal
