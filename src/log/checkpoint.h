// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "log/merkle.h"
#include "log/note.h"

namespace certseal {

// Checkpoint is what a log states of its tree (c2sp.org/tlog-checkpoint), without
// extension lines:
//
//   origin LF
//   size in decimal LF
//   root in base64 LF
struct Checkpoint {
  std::string origin;
  TreeHead tree;

  std::string Text() const;
  // Parse accepts only what Text prints.
  // An empty tree has the root of TreeHead::Empty.
  static Result<Checkpoint> Parse(std::string_view text);
  bool operator==(const Checkpoint&) const = default;
};

// SignedCheckpoint is a checkpoint as a signed note. Nothing is known about its
// signatures before they are verified: note().Verify(key).
class SignedCheckpoint {
 public:
  static constexpr size_t kMaxBytes = 32 * 1024;

  static Result<SignedCheckpoint> Parse(std::string_view bytes);

  // Sign ends the program where the checkpoint is none that Parse accepts: no origin, a
  // line break in it, an empty tree with another root.
  static SignedCheckpoint Sign(const Checkpoint& checkpoint, const VerifierKey& key,
                               const Ed25519Signer& signer);

  const Checkpoint& checkpoint() const { return checkpoint_; }
  const TreeHead& tree() const { return checkpoint_.tree; }
  const SignedNote& note() const { return note_; }
  const std::string& bytes() const { return bytes_; }

 private:
  SignedCheckpoint(Checkpoint checkpoint, SignedNote note, std::string bytes)
      : checkpoint_(std::move(checkpoint)),
        note_(std::move(note)),
        bytes_(std::move(bytes)) {}
  Checkpoint checkpoint_;
  SignedNote note_;
  std::string bytes_;
};

}  // namespace certseal
