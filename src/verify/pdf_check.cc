// SPDX-License-Identifier: Apache-2.0
#include "verify/pdf_check.h"

#include <algorithm>

#include "base/strings.h"
#include "pdf/salvage.h"

namespace certseal {

const DocumentKey* FindDocumentKey(const TrustFile& trust, const Sha256Digest& spki) {
  const auto key = std::ranges::find(trust.keys().documents, spki, &DocumentKey::spki);
  return key == trust.keys().documents.end() ? nullptr : &*key;
}

const TrustFile* ClaimedSchool(std::string_view file,
                               const std::vector<TrustFile>& schools) {
  for (const std::string& der : SalvageSignatures(file)) {
    const Result<X509Certificate> signer = ClaimedSigner(der);
    if (!signer) continue;
    const auto school = std::ranges::find_if(schools, [&](const TrustFile& each) {
      return FindDocumentKey(each, signer->spki_digest()) != nullptr;
    });
    if (school != schools.end()) return &*school;
  }
  return nullptr;
}

std::string SigningTimeText(const PdfSignature& signature) {
  std::string stated = StrCat(", at ", signature.signed_at.Minute());
  if (!signature.timestamp) return stated;
  return StrCat(stated, "; ", Quote(signature.timestamp->authority(), 80),
                " stamped it at ", signature.timestamp->time().Minute());
}

}  // namespace certseal
