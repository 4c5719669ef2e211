// SPDX-License-Identifier: Apache-2.0
#include "log/checkpoint.h"

#include <algorithm>
#include <cstdlib>

#include "base/strings.h"
#include "base/unicode.h"

namespace certseal {
namespace {

bool IsOrigin(std::string_view origin) {
  return !origin.empty() && !FindInvalidUtf8(origin) &&
         std::none_of(origin.begin(), origin.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

}  // namespace

std::string Checkpoint::Text() const {
  return StrCat(origin, '\n', tree.size, '\n', tree.root.Base64(), '\n');
}

Result<Checkpoint> Checkpoint::Parse(std::string_view text) {
  const std::vector<std::string_view> lines = Split(text, '\n');
  if (lines.size() != 4 || !lines[3].empty()) {
    return Fail("a checkpoint has three lines: origin, size and root");
  }
  if (!IsOrigin(lines[0])) {
    return Fail(StrCat(Quote(lines[0]), " is not the origin of a log"));
  }
  const auto size = ParseDecimal(lines[1]);
  if (!size) return Fail(StrCat(Quote(lines[1]), " is not the size of a tree"));
  const auto root = Sha256Digest::FromBase64(lines[2]);
  if (!root) return Fail(StrCat(Quote(lines[2]), " is not a base64 SHA-256"));
  if (*size == 0 && *root != TreeHead::Empty().root) {
    return Fail("the empty tree's root is not the hash of nothing");
  }
  return Checkpoint{std::string(lines[0]), {*size, *root}};
}

Result<SignedCheckpoint> SignedCheckpoint::Parse(std::string_view bytes) {
  if (bytes.size() > kMaxBytes) {
    return Fail(StrCat("the checkpoint has more than ", kMaxBytes, " bytes"));
  }
  ASSIGN_OR_RETURN(SignedNote note, SignedNote::Parse(bytes));
  ASSIGN_OR_RETURN(Checkpoint checkpoint, Checkpoint::Parse(note.text()));
  return SignedCheckpoint(std::move(checkpoint), std::move(note), std::string(bytes));
}

SignedCheckpoint SignedCheckpoint::Sign(const Checkpoint& checkpoint,
                                        const VerifierKey& key,
                                        const Ed25519Signer& signer) {
  Result<SignedCheckpoint> made =
      Parse(SignedNote::Sign(checkpoint.Text(), key, signer));
  if (!made) std::abort();
  return std::move(*made);
}

}  // namespace certseal
