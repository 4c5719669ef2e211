// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"

struct x509_st;

namespace certseal {

// X509Certificate is a certificate as RFC 5280 has it, whole and in DER. Nothing makes
// it trusted: who relies on a key compares spki_digest() with what he knows.
//
// Copies share what was read. Safe from several threads.
class X509Certificate {
 public:
  static constexpr size_t kMaxSize = 16 * 1024;

  // FromDer demands one certificate, strictly encoded, and nothing behind it.
  static Result<X509Certificate> FromDer(std::string_view der);

  const std::string& der() const { return der_; }

  // Views into der(): whole DER values.
  std::string_view issuer() const { return View(issuer_); }
  std::string_view subject() const { return View(subject_); }
  std::string_view serial() const { return View(serial_); }
  std::string_view spki() const { return View(spki_); }

  // spki_digest() is the SHA-256 of the SubjectPublicKeyInfo, as trust files list it.
  Sha256Digest spki_digest() const { return Sha256(spki()); }

  // CommonName of the subject, or its whole name where there is none.
  std::string CommonName() const;

  Timestamp not_before() const { return not_before_; }
  Timestamp not_after() const { return not_after_; }

  // IsForTimestamps tells whether it is certified for nothing but making timestamps: a
  // critical extended key usage of timeStamping alone (RFC 3161 §2.3).
  bool IsForTimestamps() const;

  // IsIssuedBy compares names and checks the signature with the issuer's key.
  [[nodiscard]] bool IsIssuedBy(const X509Certificate& issuer) const;

  // Verify checks a signature by this certificate's key over a message: ECDSA or RSA
  // (PKCS #1 v1.5), with the digest of that name in OpenSSL, "SHA256".
  [[nodiscard]] bool Verify(const char* digest, std::string_view message,
                            std::string_view signature) const;

  bool operator==(const X509Certificate& other) const { return der_ == other.der_; }

 private:
  using Range = std::pair<size_t, size_t>;  // offset and size in der_
  X509Certificate(std::string der, std::shared_ptr<x509_st> parsed,
                  Timestamp not_before, Timestamp not_after)
      : der_(std::move(der)),
        parsed_(std::move(parsed)),
        not_before_(not_before),
        not_after_(not_after) {}
  std::string_view View(Range range) const {
    return std::string_view(der_).substr(range.first, range.second);
  }

  std::string der_;
  std::shared_ptr<x509_st> parsed_;
  Timestamp not_before_;
  Timestamp not_after_;
  Range issuer_, subject_, serial_, spki_;
};

// CertificatesFromPem reads every certificate of a PEM text, in its order; at least
// one.
Result<std::vector<X509Certificate>> CertificatesFromPem(std::string_view pem);

}  // namespace certseal
