// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

#include "base/date.h"
#include "keys/private_key.h"
#include "keys/school_certificates.h"
#include "signing/document_signer.h"

namespace certseal {

// BenchSigner signs with a new key and the certificates that a school begins with.
inline DocumentSigner BenchSigner() {
  const P256PrivateKey authority = P256PrivateKey::Generate();
  P256PrivateKey document = P256PrivateKey::Generate();
  const auto pems = MakeSchoolCertificates("Example School of Aesthetics", authority,
                                           document, SystemNow());
  auto chain = CertificatesFromPem(pems->document + pems->authority);
  return *DocumentSigner::Make(std::move(document), std::move(*chain));
}

}  // namespace certseal
