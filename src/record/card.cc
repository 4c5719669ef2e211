// SPDX-License-Identifier: Apache-2.0
#include "record/card.h"

#include <nlohmann/json.hpp>

#include "base/encoding.h"
#include "base/strings.h"
#include "crypto/aead.h"
#include "crypto/digest.h"
#include "json/canonical.h"
#include "json/parse.h"

namespace certseal {
namespace {

std::string KeyOf(const SiteAddress& site, const CertificateCode& code) {
  return HkdfSha256(code.compact(), site.origin(), "certseal card key", kAeadKeySize);
}

}  // namespace

std::string Card::PathOf(const SiteAddress& site, const CertificateCode& code) {
  const std::string hex =
      HexEncode(HkdfSha256(code.compact(), site.origin(), "certseal card path", 32));
  return StrCat("c/", hex.substr(0, 2), '/', hex.substr(2, 2), '/', hex.substr(4));
}

std::string Card::Encrypt(const SiteAddress& site, const CertificateCode& code,
                          const Random& random) const {
  const std::string nonce = random(kAeadNonceSize);
  // The record is canonical already, so it stands in the object as it is.
  const std::string plaintext = StrCat("{\"record\":", record, '}');
  return nonce + Aes256GcmSeal(KeyOf(site, code), nonce, plaintext, site.origin());
}

Result<Card> Card::Decrypt(std::string_view file, const SiteAddress& site,
                           const CertificateCode& code) {
  if (file.size() > kMaxBytes) return Fail("the card is too large");
  if (file.size() < kAeadNonceSize) return Fail("the card is too short");
  const auto plaintext =
      Aes256GcmOpen(KeyOf(site, code), file.substr(0, kAeadNonceSize),
                    file.substr(kAeadNonceSize), site.origin());
  if (!plaintext) return Fail("the card does not open: it is damaged or of another code");
  Result<nlohmann::json> json = ParseJson(*plaintext);
  if (!json) return Within("the card", json.error());
  if (!json->is_object() || !json->contains("record") || CanonicalJson(*json) != *plaintext) {
    return Fail("the card holds no record in canonical form");
  }
  return Card{CanonicalJson((*json)["record"])};
}

}  // namespace certseal
