// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "crypto/digest.h"
#include "crypto/random.h"
#include "crypto/signature_timestamp.h"

namespace certseal {

// TimestampQuery is one question to a time-stamping authority (RFC 3161 §2.4.1):
// version 1, the SHA-256 imprint of a signature value, a nonce of 64 bits, certReq
// TRUE.
class TimestampQuery {
 public:
  static TimestampQuery Make(const Sha256Digest& imprint, const Random& random);

  const std::string& der() const { return der_; }

  // Check reads a TimeStampResp (§2.4.2) and demands what §2.2 and §2.3 ask of the
  // requester: granted; the imprint and nonce of this query; a policy; a signature that
  // verifies under a certificate in the token which signing-certificate names, which is
  // valid now, and whose one extended key usage is timeStamping, critical; genTime
  // within kMaxClockDifference of `now`; and all that SignatureTimestamp::Read demands.
  // What it gives is therefore what a lookup will accept.
  //
  // Whom the authority's own chain leads to is not judged: that is for the reader of
  // the PDF, who has his own list of authorities.
  Result<SignatureTimestamp> Check(std::string_view response, Timestamp now) const;

  static constexpr size_t kMaxResponse = SignatureTimestamp::kMaxBytes;
  static constexpr int kMaxClockDifference = 300;  // seconds

 private:
  TimestampQuery(const Sha256Digest& imprint, std::string der)
      : imprint_(imprint), der_(std::move(der)) {}
  Sha256Digest imprint_;
  std::string der_;
};

}  // namespace certseal
