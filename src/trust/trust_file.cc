// SPDX-License-Identifier: Apache-2.0
#include "trust/trust_file.h"

#include "base/strings.h"
#include "log/note.h"
#include "trust/trust_text.h"

namespace certseal {
namespace {

// The root's line, and where the root has changed one of the previous root's behind it.
// Whose that is only the previous file can say.
Result<void> CheckSigners(const SignedNote& note, const VerifierKey& root) {
  TRY(note.Verify(root));
  const auto is_root = [&](const NoteSignature& line) {
    return line.IsBy(root.name(), root.id());
  };
  const std::vector<NoteSignature>& lines = note.signatures();
  if (!is_root(lines[0])) return Fail("the root's signature must be the first");
  if (lines.size() > 2 || (lines.size() == 2 && is_root(lines[1]))) {
    return Fail("it has more signatures than the root's and the previous root's");
  }
  return {};
}

}  // namespace

Result<TrustFile> TrustFile::Parse(std::string_view note_bytes) {
  const auto refuse = [](const Error& error) {
    return Within("not a trust file", error);
  };
  if (note_bytes.size() > kMaxBytes) return refuse(Error{"it is too large"});
  const Result<SignedNote> note = SignedNote::Parse(note_bytes);
  if (!note) return refuse(note.error());
  Result<TrustKeys> keys = ReadTrustKeys(note->text());
  if (!keys) return refuse(keys.error());
  if (const auto signers = CheckSigners(*note, keys->root); !signers) {
    return refuse(signers.error());
  }
  return TrustFile(std::move(*keys), std::string(note_bytes));
}

std::string TrustFile::Sign(const TrustKeys& keys, const Ed25519Signer& root) {
  return SignedNote::Sign(keys.Text(), keys.root, root);
}

std::string TrustFile::SignByBoth(const TrustKeys& keys, const Ed25519Signer& root,
                                  const VerifierKey& previous_key,
                                  const Ed25519Signer& previous) {
  return Sign(keys, root) +
         SignedNote::SignatureLine(keys.Text(), previous_key, previous);
}

Result<void> TrustFile::CheckCheckpoint(const SignedCheckpoint& checkpoint) const {
  const std::string& origin = checkpoint.checkpoint().origin;
  if (origin != keys_.site.origin()) {
    return Fail(StrCat("the checkpoint is of the log ", Quote(origin), ", not of ",
                       Quote(keys_.site.origin())));
  }
  const uint64_t size = checkpoint.tree().size;
  if (size == 0) return Fail("the checkpoint is of an empty log");
  Result<void> verified = Fail(StrCat("no log key of the trust file counts for entry ",
                                      size - 1, " of the log"));
  for (const LogKey& log : keys_.logs) {
    if (!log.window.Contains(size - 1)) continue;
    verified = checkpoint.note().Verify(log.key);
    if (verified) return {};
  }
  return Within("the checkpoint", std::move(verified).error());
}

Result<void> TrustFile::CheckQuorum(const SignedCheckpoint& checkpoint) const {
  Result<size_t> count = CountCosignatures(checkpoint.note(), keys_.witnesses);
  if (!count) return Within("the checkpoint", std::move(count).error());
  if (*count >= keys_.quorum) return {};
  return Fail(StrCat("the checkpoint was seen by ", *count, " of the school's ",
                     keys_.witnesses.size(), " witnesses, not by ", keys_.quorum));
}

std::string TrustFile::Fingerprint() const {
  const std::string hex = Sha256(keys_.root.key().bytes()).Hex();
  std::string out;
  for (size_t i = 0; i < hex.size(); ++i) {
    if (i != 0 && i % 4 == 0) out += ' ';
    out += hex[i];
  }
  return out;
}

const IssuerKey* TrustFile::FindIssuer(std::string_view id) const {
  for (const IssuerKey& issuer : keys_.issuers) {
    if (issuer.id == id) return &issuer;
  }
  return nullptr;
}

const IssuerKey* TrustFile::FindIssuer(const NoteKeyId& id) const {
  for (const IssuerKey& issuer : keys_.issuers) {
    if (issuer.key.id() == id) return &issuer;
  }
  return nullptr;
}

}  // namespace certseal
