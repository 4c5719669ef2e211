// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pdf/certificate_pdf.h"
#include "record/card.h"
#include "record/credential.h"
#include "verify/facts.h"
#include "verify/log_check.h"
#include "verify/lookup.h"
#include "verify/settlement.h"
#include "verify/status_check.h"

namespace certseal {

// Inquiry is one lookup under way, the inside of Lookup(). Examine, called once, adds
// checks and outcomes; Finish draws the conclusion. VALID is no finding of any step: it
// is what remains where every check passed.
class Inquiry {
 public:
  explicit Inquiry(const LookupOptions& options) : options_(options) {}

  void Examine(const PdfSubject& pdf);
  void Examine(const RecordSubject& record) { ExamineRecord(record.bytes); }
  void Examine(const QrText& qr);
  void Examine(const CertificateCode& code);

  Report Finish();

 private:
  // The school: inquiry.cc.
  bool online() const { return options_.registers != nullptr; }
  const TrustFile* FindSchool(const SiteAddress& site) const;
  const TrustFile* ClaimedSchoolOf(std::string_view bytes) const;
  void EnterSchool(const TrustFile& school);
  // The school's keys, of the newest trust file known.
  const TrustFile& keys() const { return view_ ? view_->trust() : *school_; }
  const std::string& school_name() const { return keys().keys().name; }
  const TrustFile& NewestKeysOf(const TrustFile& school) const;
  bool keys_are_newest() const { return view_ && view_->current(); }

  // All that follows from a record: inquiry_record.cc.
  void ExamineRecord(const std::string& bytes);
  void ExplainUnreadableRecord(const std::string& bytes, const Error& error);
  bool CheckSignature(const SignedRecord& record);
  void RefuseRecord(const std::string& why);
  void JudgeUnlistedKey(std::string_view what);
  bool JudgeWindow(const IssuerKey& key, std::string_view evidence);
  void CheckLog();
  LogPlace FindPlace();
  LogPlace FindPlaceByCard(const LeafHash& leaf);
  const Card* FetchCard();
  bool IsOfSchool(const SignedRecord& record) const;
  void CheckStatus();
  void SettleStatus(const CertificateStatus& status);
  void CheckDates(std::optional<Timestamp> issued, Date completed,
                  std::optional<Date> expires);
  void CheckClaims(const SealFacts& facts);

  // A PDF: inquiry_pdf.cc.
  const TrustFile* FindSigner(const Sha256Digest& spki) const;
  void JudgeDocument(const PdfSignature& signature);
  void JudgeDocumentWindow(const DocumentKey& key, const PdfSignature& signature);
  void JudgeStranger(const PdfSignature& signature);
  void ExamineBroken(std::string_view file, const PdfRefusal& refusal);
  const std::string* FindGenuine(const std::vector<std::string>& records) const;
  void AddDocument(CheckResult result, std::string evidence);

  // A seal or a code: inquiry_code.cc.
  bool CheckSeal(const QrText& qr);
  void JudgeSealWindows(const IssuerKey& key);
  void AdoptCardOf(const QrText& qr);
  void ExamineCard(const TrustFile& school, const CertificateCode& code, Card card);
  void SettleMissing(const std::vector<const RegisterView*>& without,
                     const CertificateCode& code);

  void SettleGood();
  std::vector<std::string> Hints() const;

  const LookupOptions& options_;
  Settlement settlement_;
  const TrustFile* school_ = nullptr;  // as accepted
  RegisterView* view_ = nullptr;       // of the school's register; null: offline
  bool no_register_ = false;           // asked for, and none that could be verified
  std::optional<SignedRecord> record_;
  bool key_is_unknown_ = false;  // the record's key may be newer than keys()
  std::optional<Facts> facts_;
  bool is_pdf_ = false;
  bool nothing_found_ = false;            // of a certificate, in a PDF
  std::optional<std::string> own_proof_;  // that the PDF brought along
  std::optional<uint64_t> index_;         // proven place in the log
  std::optional<Card> card_;              // that holds the record at hand
  bool card_asked_ = false;
  LogPlace card_problem_ = {CheckResult::kUnknown, ""};  // why there is none
  std::optional<PublishedState> state_;
  std::optional<Timestamp> register_time_;
};

}  // namespace certseal
