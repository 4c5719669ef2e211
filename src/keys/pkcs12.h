// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/x509_certificate.h"
#include "keys/private_key.h"
#include "keys/secret.h"

namespace certseal {

// DocumentIdentity is a document key with its certificate and the authorities above it.
struct DocumentIdentity {
  P256PrivateKey key;
  std::vector<X509Certificate> chain;  // the key's own first, each issued by the next
};

constexpr size_t kMaxPkcs12 = 256 * 1024;

// ReadPkcs12 opens what a certificate authority sells: a PKCS#12 file (RFC 7292) with a
// private key, its certificate and more certificates. It demands an ECDSA P-256 key
// that belongs to the certificate, and a certificate that may sign, is no authority's,
// and is valid at `now`. Certificates of the file that do not stand above it are left
// out.
Result<DocumentIdentity> ReadPkcs12(std::string_view der, const Secret& passphrase,
                                    Timestamp now);

// OrderChain begins with `leaf` and goes from issuer to issuer as far as `others`
// reach, at most 8 certificates.
std::vector<X509Certificate> OrderChain(const X509Certificate& leaf,
                                        const std::vector<X509Certificate>& others);

// CertificatesToPem prints certificates one after another, in their order.
std::string CertificatesToPem(const std::vector<X509Certificate>& certificates);

}  // namespace certseal
