// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"

namespace certseal {

// SignatureTimestamp is an RFC 3161 TimeStampToken over a signature's bytes, whole and
// in a strict form. It says that the signature existed at time() if one believes the
// authority; whom to believe is not settled here.
class SignatureTimestamp {
 public:
  static constexpr size_t kMaxBytes = 32 * 1024;
  static constexpr size_t kMaxCertificates = 8;

  // Read demands of `der`, a CMS ContentInfo (RFC 5652 §5, RFC 3161 §2.4.2):
  // - DER; version 3, the signer's digest algorithm alone, content TSTInfo, no
  //   revocation lists, one SignerInfo of version 1 without unsigned attributes
  // - messageDigest and signing-certificate (either version) match; the signature (RSA
  //   PKCS #1 v1.5 or ECDSA, with SHA-256, SHA-384 or SHA-512) verifies
  // - the signer's certificate is one for timestamps, and valid at time()
  // - every other certificate is signed by one that is there, so that a signature
  // covers
  //   each byte, and no bit can be changed
  // - TSTInfo of version 1 with `imprint`, a SHA-256
  static Result<SignatureTimestamp> Read(std::string_view der,
                                         const Sha256Digest& imprint);

  // Trim takes out of a token what no signature covers and Read would refuse:
  // revocation lists, unsigned attributes, certificates without their issuer. What it
  // gives need not be whole: Read it.
  static Result<std::string> Trim(std::string_view der);

  const std::string& der() const { return der_; }
  Timestamp time() const { return time_; }                     // in whole seconds
  const std::string& authority() const { return authority_; }  // its common name

 private:
  SignatureTimestamp(std::string der, Timestamp time, std::string authority)
      : der_(std::move(der)), time_(time), authority_(std::move(authority)) {}
  std::string der_;
  Timestamp time_;
  std::string authority_;
};

}  // namespace certseal
