// SPDX-License-Identifier: Apache-2.0
#include "crypto/verifier_key.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"
#include "crypto/digest.h"

namespace certseal {
namespace {

constexpr char kEd25519 = '\x01';
constexpr size_t kMaxName = 256;

bool IsName(std::string_view name) {
  if (name.empty() || name.size() > kMaxName || FindInvalidUtf8(name)) return false;
  return std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '+';
  });
}

NoteKeyId IdOf(std::string_view name, const Ed25519PublicKey& key) {
  const Sha256Digest digest = Sha256(StrCat(name, '\n', kEd25519, key.bytes()));
  NoteKeyId id;
  std::copy_n(digest.bytes().begin(), id.size(), id.begin());
  return id;
}

}  // namespace

std::string HexOf(const NoteKeyId& id) {
  return HexEncode({reinterpret_cast<const char*>(id.data()), id.size()});
}

bool IsIssuerKeyId(std::string_view id) {
  return !id.empty() && id.size() <= 64 &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

Result<VerifierKey> VerifierKey::Make(std::string_view name,
                                      const Ed25519PublicKey& key) {
  if (!IsName(name)) return Fail(StrCat(Quote(name), " cannot name a key"));
  return VerifierKey(std::string(name), key, IdOf(name, key));
}

Result<VerifierKey> VerifierKey::Parse(std::string_view text) {
  const auto refuse = [&] { return Fail(StrCat(Quote(text), " is not a verifier key")); };
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos) return refuse();
  const auto bytes = Base64Decode(text.substr(second + 1));
  if (!bytes || !bytes->starts_with(kEd25519)) return refuse();
  const auto key = Ed25519PublicKey::FromBytes(std::string_view(*bytes).substr(1));
  if (!key) return refuse();
  ASSIGN_OR_RETURN(VerifierKey verifier, Make(text.substr(0, first), *key));
  if (verifier.Text() != text) return refuse();
  return verifier;
}

std::string VerifierKey::Text() const {
  return StrCat(name_, '+', HexOf(id_), '+', Base64Encode(StrCat(kEd25519, key_.bytes())));
}

}  // namespace certseal
