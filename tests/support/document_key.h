// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/date.h"
#include "crypto/openssl.h"
#include "keys/school_certificates.h"
#include "signing/document_signer.h"

namespace certseal {

// TestDocumentSigner signs with a fresh document key under a fresh authority.
inline DocumentSigner TestDocumentSigner(std::string_view school = "Example School",
                                         TimestampSource timestamps = {}) {
  const P256PrivateKey authority = P256PrivateKey::Generate();
  P256PrivateKey document = P256PrivateKey::Generate();
  const auto pems = MakeSchoolCertificates(
      school, authority, document, *Timestamp::ParseRfc3339("2026-11-01T00:00:00Z"));
  ossl::Must(pems.has_value());
  const auto chain = CertificatesFromPem(pems->document + pems->authority);
  ossl::Must(chain.has_value());
  auto signer =
      DocumentSigner::Make(std::move(document), *chain, std::move(timestamps));
  ossl::Must(signer.has_value());
  return std::move(*signer);
}

}  // namespace certseal
