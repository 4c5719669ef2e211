// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "crypto/digest.h"
#include "pdf/pdf_signature.h"
#include "trust/trust_file.h"

namespace certseal {

// FindDocumentKey gives the trust file's document key with this SubjectPublicKeyInfo,
// or null.
const DocumentKey* FindDocumentKey(const TrustFile& trust, const Sha256Digest& spki);

// ClaimedSchool is the school whose document key's signature a broken file carries,
// verifying or not; null where there is none of these schools.
const TrustFile* ClaimedSchool(std::string_view file,
                               const std::vector<TrustFile>& schools);

// SigningTimeText is ", at <time>", with the time-stamping authority's where there is
// one.
std::string SigningTimeText(const PdfSignature& signature);

}  // namespace certseal
