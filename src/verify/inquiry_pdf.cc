// SPDX-License-Identifier: Apache-2.0
//
// The inquiry about a PDF: docs/lookup.md, "A PDF".
#include "base/strings.h"
#include "pdf/salvage.h"
#include "verify/inquiry.h"
#include "verify/pdf_check.h"

namespace certseal {

void Inquiry::Examine(const PdfSubject& subject) {
  is_pdf_ = true;
  const PdfResult<CertificatePdf> pdf = CertificatePdf::Read(subject.bytes);
  if (!pdf) {
    ExamineBroken(subject.bytes, pdf.error());
    return;
  }
  own_proof_ = pdf->proof();
  ExamineRecord(pdf->record());
  JudgeDocument(pdf->signature());
}

void Inquiry::AddDocument(CheckResult result, std::string evidence) {
  settlement_.AddCheck({"document", result, std::move(evidence)});
}

// The accepted school whose document key this is: the record's, by its newest keys,
// before any other.
const TrustFile* Inquiry::FindSigner(const Sha256Digest& spki) const {
  if (school_ && FindDocumentKey(keys(), spki)) return school_;
  for (const TrustFile& school : options_.schools) {
    if (FindDocumentKey(school, spki)) return &school;
  }
  return nullptr;
}

// The page and the record in it must be of one school.
void Inquiry::JudgeDocument(const PdfSignature& signature) {
  const Sha256Digest spki = signature.signer.spki_digest();
  const TrustFile* signer = FindSigner(spki);
  if (!signer) {
    JudgeStranger(signature);
  } else if (signer == school_ && (record_ || key_is_unknown_)) {
    JudgeDocumentWindow(*FindDocumentKey(keys(), spki), signature);
  } else {
    const std::string& name = signer->keys().name;
    const std::string why = StrCat("its page is signed by ", name,
                                   ", but the record in it is not ", name, "'s");
    AddDocument(CheckResult::kFail, why);
    settlement_.Settle(NotGenuine(why));
    facts_.reset();
  }
}

// A page may be drawn again by a key that began after the certificate's entry: only the
// end of the window counts, where the key may have come into a thief's hands.
void Inquiry::JudgeDocumentWindow(const DocumentKey& key,
                                  const PdfSignature& signature) {
  if (!key.window.end || (index_ && *index_ < *key.window.end)) {
    AddDocument(CheckResult::kPass,
                StrCat("every byte is signed by the document key ", key.spki.Base64(),
                       " of ", school_name(), SigningTimeText(signature)));
    return;
  }
  const std::string why = StrCat("its page is signed by a key of ", school_name(),
                                 " that counts only for the entries before ",
                                 *key.window.end, " of its log");
  if (index_) {
    const std::string late = StrCat(why, ", and this certificate is entry ", *index_);
    AddDocument(CheckResult::kFail, late);
    settlement_.Settle(NotGenuine(late));
  } else {
    const std::string open =
        StrCat(why, ", and this certificate's place in it was not proven");
    AddDocument(CheckResult::kUnknown, StrCat(open, SigningTimeText(signature)));
    settlement_.LeaveGenuinenessOpen(open);
  }
}

// A school's record under a stranger's signature was taken out of the school's file, if
// the keys at hand are all that there are. Where the record is of no accepted school
// either, the record's own verdict stands.
void Inquiry::JudgeStranger(const PdfSignature& signature) {
  const std::string name = Quote(signature.signer.CommonName(), 80);
  const std::string key = signature.signer.spki_digest().Base64();
  if (record_ && !keys_are_newest()) {
    const std::string why =
        StrCat("its page is signed by ", name, " with a key that version ",
               keys().keys().version, " of the trust file of ", school_name(),
               " does not list");
    AddDocument(CheckResult::kUnknown,
                StrCat(why, ": ", key, SigningTimeText(signature)));
    settlement_.LeaveGenuinenessOpen(why);
    return;
  }
  const std::string differs =
      StrCat("it is signed by ", name, " with a key that is not the school's");
  const bool forged =
      settlement_.outcome() && settlement_.outcome()->verdict == Verdict::kNotGenuine;
  if (record_) settlement_.Settle(Altered(school_name(), differs));
  if (record_ || forged) {
    AddDocument(CheckResult::kFail, differs);
  } else {
    AddDocument(CheckResult::kUnknown,
                StrCat("every byte is signed by ", name, " with the key ", key,
                       ", of no school you have accepted", SigningTimeText(signature)));
  }
}

// The first of the records that an accepted school signed, or null.
const std::string* Inquiry::FindGenuine(const std::vector<std::string>& records) const {
  for (const std::string& bytes : records) {
    const Result<SignedRecord> record = SignedRecord::Parse(bytes);
    const TrustFile* school = record ? FindSchool(record->credential().site) : nullptr;
    if (!school) continue;
    const IssuerKey* key = NewestKeysOf(*school).FindIssuer(record->key_id());
    if (key && record->VerifySignature(key->key.key())) return &bytes;
  }
  return nullptr;
}

// A changed file is ALTERED only where the school's own record shows whose it was. What
// a search found is shown, but nothing it says can better the verdict.
void Inquiry::ExamineBroken(std::string_view file, const PdfRefusal& refusal) {
  AddDocument(CheckResult::kFail, Describe(refusal));
  const std::vector<std::string> records = SalvageRecords(file);
  if (const std::string* genuine = FindGenuine(records)) {
    ExamineRecord(*genuine);
    settlement_.Settle(Altered(school_name(), refusal.detail));
    return;
  }
  for (const std::string& bytes : records) {
    if (!ClaimedSchoolOf(bytes)) continue;
    ExamineRecord(bytes);
    return;
  }
  if (const TrustFile* school = ClaimedSchool(file, options_.schools)) {
    settlement_.Settle(
        NotGenuine(StrCat("it carries a signature of ", school->keys().name,
                          " and no record of it, and ", refusal.detail)));
    return;
  }
  nothing_found_ = records.empty();
  settlement_.LeaveOpen(
      StrCat("this PDF is not an untouched certificate (", refusal.detail,
             "), and no record of a school you have accepted is in it"));
}

}  // namespace certseal
