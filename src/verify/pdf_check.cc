// SPDX-License-Identifier: Apache-2.0
#include "verify/pdf_check.h"

#include <optional>

#include "base/strings.h"
#include "pdf/certificate_pdf.h"
#include "pdf/salvage.h"

namespace certseal {
namespace {

struct ListedKey {
  const TrustFile* school;
  KeyWindow window;
};

// A key may be listed more than once: a window without an end counts most.
std::optional<ListedKey> FindKey(const Sha256Digest& spki,
                                 const std::vector<TrustFile>& schools) {
  std::optional<ListedKey> found;
  for (const TrustFile& school : schools) {
    for (const DocumentKey& key : school.keys().documents) {
      if (key.spki != spki) continue;
      if (!key.window.end) return ListedKey{&school, key.window};
      if (!found) found = ListedKey{&school, key.window};
    }
  }
  return found;
}

const TrustFile* ClaimedSchool(std::string_view file,
                               const std::vector<TrustFile>& schools) {
  for (const std::string& der : SalvageSignatures(file)) {
    const Result<X509Certificate> signer = ClaimedSigner(der);
    const auto key = signer ? FindKey(signer->spki_digest(), schools) : std::nullopt;
    if (key) return key->school;
  }
  return nullptr;
}

std::string TimeOf(const PdfSignature& signature) {
  const std::string stated = StrCat(", at ", signature.signed_at.Minute());
  if (!signature.timestamp) return stated;
  return StrCat(stated, "; ", Quote(signature.timestamp->authority(), 80),
                " stamped it at ", signature.timestamp->time().Minute());
}

Check MakeCheck(CheckResult result, std::string evidence) {
  return {"document", result, std::move(evidence)};
}

PdfFinding JudgeSigner(const CertificatePdf& pdf,
                       const std::vector<TrustFile>& schools) {
  const PdfSignature& signature = pdf.signature();
  const Sha256Digest spki = signature.signer.spki_digest();
  const std::optional<ListedKey> key = FindKey(spki, schools);
  if (!key) {
    const std::string name = Quote(signature.signer.CommonName(), 80);
    return {PdfStanding::kStranger,
            MakeCheck(CheckResult::kUnknown,
                      StrCat("every byte is signed by ", name, " with the key ",
                             spki.Base64(), ", of no school you have accepted",
                             TimeOf(signature))),
            nullptr,
            StrCat("it is signed by ", name, " with a key that is not the school's"),
            {pdf.record()}};
  }
  const std::string& school = key->school->keys().name;
  if (key->window.end) {
    return {PdfStanding::kClosedKey,
            MakeCheck(CheckResult::kUnknown,
                      StrCat("every byte is signed by a document key of ", school,
                             " that counts only for the entries ", key->window.begin,
                             " up to ", *key->window.end,
                             " of its log; this certificate's place was not checked",
                             TimeOf(signature))),
            key->school,
            "",
            {pdf.record()}};
  }
  return {PdfStanding::kSigned,
          MakeCheck(CheckResult::kPass,
                    StrCat("every byte is signed by the document key ", spki.Base64(),
                           " of ", school, TimeOf(signature))),
          key->school,
          "",
          {pdf.record()}};
}

}  // namespace

PdfFinding CheckPdf(std::string_view file, const std::vector<TrustFile>& schools) {
  const PdfResult<CertificatePdf> pdf = CertificatePdf::Read(file);
  if (pdf) return JudgeSigner(*pdf, schools);
  return {PdfStanding::kBroken, MakeCheck(CheckResult::kFail, Describe(pdf.error())),
          ClaimedSchool(file, schools), pdf.error().detail, SalvageRecords(file)};
}

}  // namespace certseal
