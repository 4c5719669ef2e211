// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/ecdsa_p256.h"
#include "crypto/signature_timestamp.h"
#include "crypto/x509_certificate.h"

namespace certseal {

// SignedData holds the parts of a detached CMS signature (RFC 5652 §5) by one ECDSA
// P-256 key, as PAdES baseline wants it (ETSI EN 319 142-1): no signing-time, since a
// PDF has that in /M; signing-certificate-v2 (RFC 5035) with issuerSerial for the
// signer, and a reference to each certificate of the chain, so that the signature
// covers all of them.
//
//   ContentInfo { signedData, [0] SignedData {
//     version 1, { sha256 }, { data }, [0] certificates in the order of a DER set,
//     { SignerInfo { version 1, issuerAndSerialNumber, sha256,
//         [0] { contentType data, messageDigest, signing-certificate-v2 },
//         ecdsa-with-SHA256, signature,
//         [1] { signature-time-stamp }            only with a timestamp
//   } } } }
struct SignedData {
  static constexpr size_t kMaxCertificates = 8;
  static constexpr size_t kMaxBytes = 128 * 1024;

  Sha256Digest message;  // of the bytes that are signed, which are not inside
  std::vector<X509Certificate>
      certificates;              // the signer's, then its chain in any order
  EcdsaP256Signature signature;  // by the signer over SignedAttributes()
  std::optional<SignatureTimestamp> timestamp;  // of the signature's bytes

  const X509Certificate& signer() const { return certificates.front(); }
};

// SignedAttributes gives what the signature covers: the DER SET OF Attribute. The first
// certificate is the signer's.
std::string SignedAttributes(const Sha256Digest& message,
                             const std::vector<X509Certificate>& certificates);

// BuildSignedData gives the DER of a ContentInfo. The same parts give the same bytes.
std::string BuildSignedData(const SignedData& parts);

// ReadSignedData accepts exactly what BuildSignedData makes from valid parts and the
// digest `message`: it takes the parts out, builds them again and demands equal bytes;
// the signature must verify by the signer's key, every certificate whose issuer is
// inside or that signed itself must verify, and a timestamp must be one of this
// signature. No bit of an accepted `der` can be changed without its refusal.
//
// Whether the signer may be relied on is the caller's to ask.
Result<SignedData> ReadSignedData(std::string_view der, const Sha256Digest& message);

// ClaimedSigner gives the certificate that a signature names as its signer's, and
// verifies nothing: anybody can write that down.
Result<X509Certificate> ClaimedSigner(std::string_view der);

// CheckCertificatesAmongThemselves verifies each certificate whose issuer is among
// them, itself included. A certificate from elsewhere is fine.
Result<void> CheckCertificatesAmongThemselves(
    const std::vector<X509Certificate>& certificates);

}  // namespace certseal
