// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crypto/verifier_key.h"

namespace certseal {

// SignedNote is a C2SP signed note (c2sp.org/signed-note): a text and lines that sign it.
//
//   text ending in LF
//   LF
//   — name base64(4-byte key id ‖ signature)        one or more, "—" is U+2014
//
// The last empty line divides text and signatures.
class SignedNote {
 public:
  static constexpr size_t kMaxBytes = 1 << 20;
  static constexpr size_t kMaxSignatures = 100;

  // Parse checks the form alone. Control characters other than LF are refused.
  static Result<SignedNote> Parse(std::string_view note);

  // Sign appends one Ed25519 signature line to the text of a new note. The text must end
  // in LF and the key must be the signer's; both are the caller's to see to.
  static std::string Sign(std::string_view text, const VerifierKey& key,
                          const Ed25519Signer& signer);

  // Verify demands a signature by `key`: an error where there is none, or where one of
  // the lines that name the key does not verify. Lines of other signers count nothing.
  Result<void> Verify(const VerifierKey& key) const;

  const std::string& text() const { return text_; }

 private:
  struct Signature {
    std::string name;
    NoteKeyId key_id;
    std::string bytes;
  };
  static Result<Signature> ParseSignatureLine(std::string_view line);

  std::string text_;
  std::vector<Signature> signatures_;
};

}  // namespace certseal
