// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "crypto/digest.h"
#include "crypto/openssl.h"

namespace certseal {

// SampleAuthority makes RFC 3161 tokens with OpenSSL's responder, under a chain of a
// root, an intermediate and its own certificate.
class SampleAuthority {
 public:
  struct Making {
    const char* key = "EC";         // or "RSA"
    const char* digest = "SHA256";  // of its signature
    const char* usage = "critical,timeStamping";
    bool sha1_id = false;   // the older signing-certificate attribute
    bool with_root = true;  // whether a token carries the root
  };
  SampleAuthority() : SampleAuthority(Making{}) {}
  explicit SampleAuthority(const Making& making);

  // Token gives a TimeStampToken in DER for an imprint, at the present.
  std::string Token(const Sha256Digest& imprint) const;

 private:
  Making making_;
  ossl::Pkey key_;
  std::vector<ossl::X509Ptr> chain_;  // own, intermediate, root
};

}  // namespace certseal
