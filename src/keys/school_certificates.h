// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "crypto/x509_certificate.h"
#include "keys/private_key.h"

namespace certseal {

// The school's own X.509 authority and the document certificate it issues (RFC 5280),
// both in PEM. They let a PDF reader name the signer; certseal-lookup trusts the key
// through the trust file alone, so both simply live as long as certificates are
// checked.
struct SchoolCertificates {
  std::string authority;  // school-ca.crt: self-signed, CA, path length 0
  std::string document;   // document.crt: digitalSignature and nonRepudiation
};

// MakeSchoolCertificates names both after the school; names longer than X.509's 64
// characters are cut. Valid from the day before `now` for 40 years.
Result<SchoolCertificates> MakeSchoolCertificates(std::string_view school_name,
                                                  const P256PrivateKey& authority,
                                                  const P256PrivateKey& document,
                                                  Timestamp now);

// MakeDocumentCertificate issues a certificate for a further document key below the
// same authority. Valid from the day before `now` for 40 years, but not beyond the
// authority's own end. Fails where the key is not the authority's, and where that has
// expired.
Result<X509Certificate> MakeDocumentCertificate(std::string_view school_name,
                                                const X509Certificate& authority,
                                                const P256PrivateKey& authority_key,
                                                const P256PrivateKey& document,
                                                Timestamp now);

}  // namespace certseal
