// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/x509_certificate.h"
#include "keys/private_key.h"

namespace certseal {

// TimestampSource gives the DER of an RFC 3161 TimeStampToken for the SHA-256 of a
// signature's bytes. Called from whichever thread signs.
using TimestampSource = std::function<Result<std::string>(const Sha256Digest& imprint)>;

// DocumentSigner makes the signatures of certificates: PAdES baseline B-B with the
// school's document key, B-T where it has a source of timestamps. Signing is const, and
// safe from several threads where the source is.
class DocumentSigner {
 public:
  // Make takes the chain with the key's own certificate first, each certificate issued
  // by the next; it may end before a root. Fails where key and chain do not fit.
  static Result<DocumentSigner> Make(P256PrivateKey key,
                                     std::vector<X509Certificate> chain,
                                     TimestampSource timestamps = {});

  const X509Certificate& certificate() const { return chain_.front(); }

  // ReservedBytes is the most that a signature takes, which a PDF must leave room for.
  // A timestamp may take kTimestampBytes of them.
  size_t ReservedBytes() const { return reserved_; }
  static constexpr size_t kTimestampBytes = 12 * 1024;

  // Sign gives a CMS ContentInfo in DER (crypto/cms.h), at most ReservedBytes(). Fails
  // where no timestamp could be had, or one that does not stand up to reading.
  Result<std::string> Sign(const Sha256Digest& message) const;

 private:
  DocumentSigner(P256PrivateKey key, std::vector<X509Certificate> chain,
                 TimestampSource timestamps)
      : key_(std::move(key)),
        chain_(std::move(chain)),
        timestamps_(std::move(timestamps)) {}

  P256PrivateKey key_;
  std::vector<X509Certificate> chain_;
  TimestampSource timestamps_;
  size_t reserved_ = 0;
};

}  // namespace certseal
