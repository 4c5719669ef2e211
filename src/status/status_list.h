// SPDX-License-Identifier: Apache-2.0
//
// W3C Bitstring Status List 1.0: what any Open Badges verifier asks for a certificate's
// status.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"
#include "base/result.h"
#include "base/site_address.h"
#include "crypto/ed25519.h"

namespace certseal {

enum class StatusPurpose { kRevocation, kSuspension };
std::string_view StatusPurposeText(StatusPurpose purpose);  // revocation, suspension
std::optional<StatusPurpose> ParseStatusPurpose(std::string_view text);

// StatusListId names a list; its file is status/<purpose>/<block> of the site, and its
// credential's id the https address of that file.
struct StatusListId {
  StatusPurpose purpose;
  uint32_t block;

  std::string Path() const;
  auto operator<=>(const StatusListId&) const = default;
};

// StatusBits are the 131,072 bits of a list; bit i is 0x80 >> (i & 7) of byte i >> 3.
class StatusBits {
 public:
  static constexpr uint32_t kCount = 131'072;

  StatusBits() : bytes_(kCount / 8, '\0') {}

  bool Get(uint32_t index) const;  // index < kCount
  void Set(uint32_t index, bool value);
  uint32_t CountSet() const;

  // Encode gives "u" + base64url(gzip(bytes)): always the same for the same bits and
  // version of zlib. Decode takes any one gzip member (RFC 1952) of exactly this many
  // bits with nothing behind it; it inflates no more than these and one byte.
  std::string Encode() const;
  static Result<StatusBits> Decode(std::string_view encoded);

  bool operator==(const StatusBits&) const = default;

 private:
  std::string bytes_;
};

// StatusListFacts is what a status list credential states.
struct StatusListFacts {
  SiteAddress site;
  StatusListId id;
  Timestamp valid_from;
  Timestamp valid_until;
  StatusBits bits;

  bool operator==(const StatusListFacts&) const = default;
};

// StatusList is a BitstringStatusListCredential with one eddsa-rdfc-2022 proof: its
// RFC 8785 bytes and what they say (docs/status.md).
class StatusList {
 public:
  static constexpr size_t kMaxBytes = 64 * 1024;

  // Sign makes the proof under did#key_id, created at valid_from. Fails where
  // valid_until comes before it, or where the key's id is not 1 to 64 lower-case
  // letters, digits and hyphens.
  static Result<StatusList> Sign(const StatusListFacts& facts, std::string_view key_id,
                                 const Ed25519Signer& signer);

  // Parse accepts only bytes that Sign could have made, but for the signature's value
  // and the way the bits are compressed.
  static Result<StatusList> Parse(std::string_view bytes);

  const std::string& bytes() const { return bytes_; }
  const StatusListFacts& facts() const { return facts_; }
  const StatusBits& bits() const { return facts_.bits; }
  const std::string& key_id() const { return key_id_; }

  // VerifySignature tells whether the holder of this key signed the list. Which key an
  // issuer's key_id() names, only the trust file says.
  [[nodiscard]] bool VerifySignature(const Ed25519PublicKey& issuer_key) const;

 private:
  StatusList(std::string bytes, StatusListFacts facts, std::string key_id,
             std::string hash_data, const Ed25519Signature& signature)
      : bytes_(std::move(bytes)),
        facts_(std::move(facts)),
        key_id_(std::move(key_id)),
        hash_data_(std::move(hash_data)),
        signature_(signature) {}
  std::string bytes_;
  StatusListFacts facts_;
  std::string key_id_;
  std::string hash_data_;  // what signature_ is over (record/proof.h)
  Ed25519Signature signature_;
};

}  // namespace certseal
