// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/site_address.h"
#include "crypto/random.h"
#include "record/code.h"

namespace certseal {

// Card is a certificate's record, encrypted under its code, as the site publishes it:
//
//   12-byte nonce ‖ AES-256-GCM(JSON {"record": ..., ...}), associated data: the origin
//
// Path and key are HKDF-SHA256 of the code, so that neither tells the other: who holds
// no code learns nothing from the file, not even that two belong together.
struct Card {
  std::string record;  // RFC 8785 bytes, not yet judged

  static constexpr size_t kMaxBytes = 256 * 1024;

  // PathOf gives "c/<2>/<2>/<60 hex>", relative to the site.
  static std::string PathOf(const SiteAddress& site, const CertificateCode& code);

  std::string Encrypt(const SiteAddress& site, const CertificateCode& code,
                      const Random& random) const;

  // Decrypt fails where a bit of the file, the code or the origin differs.
  static Result<Card> Decrypt(std::string_view file, const SiteAddress& site,
                              const CertificateCode& code);
};

}  // namespace certseal
