// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about a PDF: docs/lookup.md, "A PDF".
#include "base/strings.h"
#include "verify/inquiry.h"

namespace certseal {

void Inquiry::Examine(const PdfSubject& pdf) {
  const PdfFinding finding = CheckPdf(pdf.bytes, options_.schools);
  checks_.push_back(finding.check);
  if (finding.standing == PdfStanding::kBroken) {
    ExamineBroken(finding);
    return;
  }
  ExamineRecord(finding.records.front());
  if (finding.standing == PdfStanding::kStranger) {
    JudgeStranger(finding);
  } else {
    JudgeSigned(finding);
  }
}

// The page and the record in it must be of one school.
void Inquiry::JudgeSigned(const PdfFinding& finding) {
  const std::string& school = finding.school->keys().name;
  if (!record_ || school_ != finding.school) {
    const std::string why = StrCat("its page is signed by ", school,
                                   ", but the record in it is not ", school, "'s");
    FailDocument(why);
    record_.reset();
    facts_.reset();
    expired_.reset();
    if (!outcome_ || outcome_->verdict != Verdict::kNotGenuine)
      outcome_ = NotGenuine(why);
    return;
  }
  if (finding.standing == PdfStanding::kSigned) return;
  // What is bad whoever signed the page stays so.
  if (outcome_ && ExitCodeOf(outcome_->verdict, false) == kExitBad) return;
  outcome_ = CannotCheck(StrCat(
      "its page is signed by a key of ", school,
      " that counts only up to a place in its log, and this certificate's place in it "
      "was not checked"));
}

// A school's record under a stranger's signature was taken out of the school's file;
// where the record is of no accepted school either, the record's own verdict stands.
void Inquiry::JudgeStranger(const PdfFinding& finding) {
  if (record_) {
    FailDocument(finding.differs);
    outcome_ = Altered(school_->keys().name, finding.differs);
  } else if (outcome_ && outcome_->verdict == Verdict::kNotGenuine) {
    FailDocument(finding.differs);
  }
}

// A changed file is ALTERED only where the school's own record shows whose it was. What
// a search found is shown, but nothing it says can better the verdict.
void Inquiry::ExamineBroken(const PdfFinding& finding) {
  const std::string* claiming = nullptr;  // the first that names an accepted school
  for (const std::string& bytes : finding.records) {
    const Result<SignedRecord> record = SignedRecord::Parse(bytes);
    const TrustFile* school = record ? FindSchool(record->credential().site) : nullptr;
    const IssuerKey* key = school ? school->FindIssuer(record->key_id()) : nullptr;
    if (!claiming && ClaimedSchoolOf(bytes)) claiming = &bytes;
    if (!key || !record->VerifySignature(key->key.key())) continue;
    ExamineRecord(bytes);
    outcome_ = Altered(school->keys().name, finding.differs);
    return;
  }
  if (claiming) {
    ExamineRecord(*claiming);
    return;
  }
  if (finding.school) {
    Settle(NotGenuine(StrCat("it carries a signature of ", finding.school->keys().name,
                             " and no record of it, and ", finding.differs)));
    return;
  }
  Settle(
      CannotCheck(StrCat("this PDF is not an untouched certificate (", finding.differs,
                         "), and no record of a school you have accepted is in it")));
}

void Inquiry::FailDocument(std::string_view why) {
  checks_.front().result = CheckResult::kFail;
  checks_.front().evidence = why;
}

}  // namespace certseal
