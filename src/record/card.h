// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/site_address.h"
#include "crypto/random.h"
#include "record/code.h"

namespace certseal {

// CardEvent is a `status` entry of the log about the card's certificate.
struct CardEvent {
  uint64_t index;     // of the entry in the log
  std::string entry;  // its text, not yet judged
  std::optional<CertificateCode> successor = {};

  bool operator==(const CardEvent&) const = default;
};

// Card is a certificate's record, the proof of its issue and what happened to it since,
// encrypted under its code, as the site publishes it:
//
//   12-byte nonce ‖ AES-256-GCM(JSON), associated data: the origin
//
// with the JSON in RFC 8785 form:
//
//   {"events":[{"entry":"status ...","index":12,"successor":"<code, compact>"}],
//    "proof":"<log/log_proof.h>","record":{...}}
//
// Successor stands only where there is one. A card without proof and events is
// {"record":{...}} alone, as the first version wrote them all: it is read as one whose
// proof is not known, not as one to which nothing happened.
//
// Path and key are HKDF-SHA256 of the code, so that neither tells the other: who holds
// no code learns nothing from the file, not even that two belong together.
struct Card {
  std::string record;                  // RFC 8785 bytes of an object, not yet judged
  std::string proof = {};              // not yet judged
  std::vector<CardEvent> events = {};  // in the order of the log: each index once

  static constexpr size_t kMaxBytes = 256 * 1024;  // of the file
  static constexpr size_t kMaxEvents = 1'000;
  static constexpr size_t kMaxEventBytes = 256;  // of an entry's text
  static constexpr size_t kMaxProofBytes = 64 * 1024;

  // PathOf gives "c/<2>/<2>/<60 hex>", relative to the site.
  static std::string PathOf(const SiteAddress& site, const CertificateCode& code);

  // Text is the JSON. Its writer keeps to the limits above, and to UTF-8: it is not
  // read otherwise.
  std::string Text() const;

  // Parse accepts only what Text prints.
  static Result<Card> Parse(std::string_view text);

  std::string Encrypt(const SiteAddress& site, const CertificateCode& code,
                      const Random& random) const;

  // Decrypt fails where a bit of the file, the code or the origin differs, and where
  // Parse does.
  static Result<Card> Decrypt(std::string_view file, const SiteAddress& site,
                              const CertificateCode& code);
};

}  // namespace certseal
