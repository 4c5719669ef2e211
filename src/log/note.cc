// SPDX-License-Identifier: Apache-2.0
#include "log/note.h"

#include <algorithm>

#include "base/encoding.h"
#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

constexpr std::string_view kDash = "\xe2\x80\x94 ";

bool HasControlCharacter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
  });
}

}  // namespace

Result<SignedNote::Signature> SignedNote::ParseSignatureLine(std::string_view line) {
  const auto refuse = [] { return Fail("a signature line of the note is malformed"); };
  if (!line.starts_with(kDash)) return refuse();
  line.remove_prefix(kDash.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos || space == 0) return refuse();
  const auto payload = Base64Decode(line.substr(space + 1));
  Signature signature;
  if (!payload || payload->size() <= signature.key_id.size()) return refuse();
  signature.name = line.substr(0, space);
  if (signature.name.find('+') != std::string::npos) return refuse();
  std::copy_n(payload->begin(), signature.key_id.size(), signature.key_id.begin());
  signature.bytes = payload->substr(signature.key_id.size());
  return signature;
}

Result<SignedNote> SignedNote::Parse(std::string_view note) {
  if (note.size() > kMaxBytes) return Fail("the note is too large");
  if (FindInvalidUtf8(note)) return Fail("the note is not valid UTF-8");
  if (HasControlCharacter(note)) return Fail("the note holds a control character");
  const size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos || !note.ends_with('\n')) {
    return Fail("the note has no signatures");
  }
  SignedNote parsed;
  parsed.text_ = note.substr(0, split + 1);
  std::string_view rest = note.substr(split + 2);
  while (!rest.empty()) {
    if (parsed.signatures_.size() == kMaxSignatures) {
      return Fail(StrCat("the note has more than ", kMaxSignatures, " signatures"));
    }
    const size_t end = rest.find('\n');
    ASSIGN_OR_RETURN(Signature signature, ParseSignatureLine(rest.substr(0, end)));
    parsed.signatures_.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  if (parsed.signatures_.empty()) return Fail("the note has no signatures");
  return parsed;
}

std::string SignedNote::Sign(std::string_view text, const VerifierKey& key,
                             const Ed25519Signer& signer) {
  const std::string_view id(reinterpret_cast<const char*>(key.id().data()),
                            key.id().size());
  return StrCat(text, '\n', kDash, key.name(), ' ',
                Base64Encode(StrCat(id, signer.Sign(text).bytes())), '\n');
}

Result<void> SignedNote::Verify(const VerifierKey& key) const {
  bool verified = false;
  for (const Signature& line : signatures_) {
    if (line.name != key.name() || line.key_id != key.id()) continue;
    const auto signature = Ed25519Signature::FromBytes(line.bytes);
    if (!signature || !key.key().Verify(text_, *signature)) {
      return Fail(StrCat("the signature of ", Quote(key.name()), " does not verify"));
    }
    verified = true;
  }
  if (!verified) return Fail(StrCat("there is no signature of ", Quote(key.name())));
  return {};
}

}  // namespace certseal
