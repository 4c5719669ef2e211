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

// Unicode's White_Space beyond ASCII.
bool IsSpace(char32_t c) {
  return c == 0x20 || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f ||
         c == 0x205f || c == 0x3000;
}

bool IsSignerName(std::string_view name) {
  if (name.empty() || FindInvalidUtf8(name) || HasControlCharacter(name)) return false;
  for (size_t i = 0; i < name.size();) {
    const char32_t c = *DecodeUtf8(name, i);
    if (c == '+' || c == '\n' || IsSpace(c)) return false;
  }
  return true;
}

std::string_view BytesOf(const NoteKeyId& id) {
  return {reinterpret_cast<const char*>(id.data()), id.size()};
}

}  // namespace

std::string NoteSignature::Line() const {
  return StrCat(kDash, name, ' ', Base64Encode(StrCat(BytesOf(key_id), payload)), '\n');
}

Result<NoteSignature> NoteSignature::ParseLine(std::string_view line) {
  const auto refuse = [line] {
    return Fail(StrCat(Quote(line), " is not a signature line of a note"));
  };
  if (!line.starts_with(kDash)) return refuse();
  line.remove_prefix(kDash.size());
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return refuse();
  const std::string_view name = line.substr(0, space);
  const auto bytes = Base64Decode(line.substr(space + 1));
  NoteSignature signature;
  const size_t id_size = signature.key_id.size();
  if (!IsSignerName(name) || !bytes || bytes->size() <= id_size) return refuse();
  signature.name = name;
  std::copy_n(bytes->begin(), id_size, signature.key_id.begin());
  signature.payload = bytes->substr(id_size);
  return signature;
}

Result<std::vector<NoteSignature>> SignedNote::ParseSignatures(std::string_view lines) {
  std::vector<NoteSignature> signatures;
  while (!lines.empty()) {
    if (signatures.size() == kMaxSignatures) {
      return Fail(StrCat("there are more than ", kMaxSignatures, " signatures"));
    }
    const size_t end = lines.find('\n');
    if (end == std::string_view::npos)
      return Fail("the last signature's line does not end");
    ASSIGN_OR_RETURN(NoteSignature signature,
                     NoteSignature::ParseLine(lines.substr(0, end)));
    signatures.push_back(std::move(signature));
    lines.remove_prefix(end + 1);
  }
  if (signatures.empty()) return Fail("there are no signatures");
  return signatures;
}

Result<SignedNote> SignedNote::Parse(std::string_view note) {
  if (note.size() > kMaxBytes) return Fail("the note is too large");
  if (FindInvalidUtf8(note)) return Fail("the note is not valid UTF-8");
  if (HasControlCharacter(note)) return Fail("the note holds a control character");
  const size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos) return Fail("the note has no signatures");
  ASSIGN_OR_RETURN(std::vector<NoteSignature> signatures,
                   ParseSignatures(note.substr(split + 2)));
  return SignedNote(std::string(note.substr(0, split + 1)), std::move(signatures));
}

std::string SignedNote::Sign(std::string_view text, const VerifierKey& key,
                             const Ed25519Signer& signer) {
  return StrCat(text, '\n', SignatureLine(text, key, signer));
}

std::string SignedNote::SignatureLine(std::string_view text, const VerifierKey& key,
                                      const Ed25519Signer& signer) {
  return NoteSignature{key.name(), key.id(), std::string(signer.Sign(text).bytes())}
      .Line();
}

Result<void> SignedNote::Verify(const VerifierKey& key) const {
  bool verified = false;
  for (const NoteSignature& line : signatures_) {
    if (!line.IsBy(key.name(), key.id())) continue;
    const auto signature = Ed25519Signature::FromBytes(line.payload);
    if (!signature || !key.key().Verify(text_, *signature)) {
      return Fail(StrCat("the signature of ", Quote(key.name()), " does not verify"));
    }
    verified = true;
  }
  if (!verified) return Fail(StrCat("there is no signature of ", Quote(key.name())));
  return {};
}

std::string SignedNote::bytes() const {
  std::string out = StrCat(text_, '\n');
  for (const NoteSignature& signature : signatures_) out += signature.Line();
  return out;
}

}  // namespace certseal
