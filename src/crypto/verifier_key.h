// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/ed25519.h"

namespace certseal {

// NoteKeyId is the 4-byte hint by which a signed note or a seal says which key signed
// it. It selects a key; it never identifies one.
using NoteKeyId = std::array<uint8_t, 4>;

std::string HexOf(const NoteKeyId& id);

// IsIssuerKeyId tells whether a text can name an issuer key, as key-2026-01, the fragment
// of its did:web method: 1 to 64 lower-case letters, digits and hyphens.
bool IsIssuerKeyId(std::string_view id);

// VerifierKey is a named Ed25519 public key as C2SP signed-note writes it:
//
//   name+8 hex digits of the key id+base64(01 ‖ 32-byte key)
//
// The key id is the first 4 bytes of SHA-256(name ‖ 0A ‖ 01 ‖ key). A name is not
// empty and holds no white space, no control character and no "+".
class VerifierKey {
 public:
  static Result<VerifierKey> Make(std::string_view name, const Ed25519PublicKey& key);
  static Result<VerifierKey> Parse(std::string_view text);

  const std::string& name() const { return name_; }
  const Ed25519PublicKey& key() const { return key_; }
  const NoteKeyId& id() const { return id_; }
  std::string Text() const;

  bool operator==(const VerifierKey&) const = default;

 private:
  VerifierKey(std::string name, const Ed25519PublicKey& key, const NoteKeyId& id)
      : name_(std::move(name)), key_(key), id_(id) {}
  std::string name_;
  Ed25519PublicKey key_;
  NoteKeyId id_;
};

}  // namespace certseal
