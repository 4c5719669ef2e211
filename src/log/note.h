// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "crypto/verifier_key.h"

namespace certseal {

// NoteSignature is a line that signs a note:
//
//   — name base64(4-byte key id ‖ payload)        "—" is U+2014
//
// The payload of an Ed25519 key is its signature; other kinds have other payloads.
struct NoteSignature {
  std::string name;
  NoteKeyId key_id;
  std::string payload;

  std::string Line() const;  // with its LF
  // ParseLine accepts only what Line prints, here without the LF.
  static Result<NoteSignature> ParseLine(std::string_view line);

  // IsBy tells whether the line claims to be by the key of this name and id.
  bool IsBy(std::string_view key_name, const NoteKeyId& id) const {
    return name == key_name && key_id == id;
  }
  bool operator==(const NoteSignature&) const = default;
};

// SignedNote is a C2SP signed note (c2sp.org/signed-note): a text and lines that sign
// it.
//
//   text ending in LF
//   LF
//   signature lines, one or more
//
// The last empty line divides text and signatures.
class SignedNote {
 public:
  static constexpr size_t kMaxBytes = 1 << 20;
  static constexpr size_t kMaxSignatures = 100;

  // Parse checks the form alone, and accepts only what bytes() prints. Control
  // characters other than LF are refused.
  static Result<SignedNote> Parse(std::string_view note);

  // ParseSignatures reads lines alone, one or more, each ending in LF.
  static Result<std::vector<NoteSignature>> ParseSignatures(std::string_view lines);

  // Sign gives a new note with one Ed25519 signature line. The text must end in LF and
  // the key must be the signer's; both are the caller's to see to.
  static std::string Sign(std::string_view text, const VerifierKey& key,
                          const Ed25519Signer& signer);
  // SignatureLine is that line alone, with its LF, to put behind a note.
  static std::string SignatureLine(std::string_view text, const VerifierKey& key,
                                   const Ed25519Signer& signer);

  // Verify demands a signature by `key`: an error where there is none, or where one of
  // the lines that name the key does not verify. Lines of other signers count nothing.
  Result<void> Verify(const VerifierKey& key) const;

  const std::string& text() const { return text_; }
  const std::vector<NoteSignature>& signatures() const { return signatures_; }
  std::string bytes() const;

 private:
  SignedNote(std::string text, std::vector<NoteSignature> signatures)
      : text_(std::move(text)), signatures_(std::move(signatures)) {}
  std::string text_;
  std::vector<NoteSignature> signatures_;
};

}  // namespace certseal
