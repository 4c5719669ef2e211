// SPDX-License-Identifier: Apache-2.0
//
// Witnesses (c2sp.org/tlog-cosignature, tlog-witness): others who state that they saw a
// log grow and never fork.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "crypto/verifier_key.h"
#include "log/checkpoint.h"

namespace certseal {

// WitnessKey is a named Ed25519 key for timestamped cosignatures:
//
//   name+8 hex digits of the key id+base64(04 ‖ 32-byte key)
//
// with the key id from SHA-256(name ‖ 0A ‖ 04 ‖ key).
class WitnessKey {
 public:
  static Result<WitnessKey> Make(std::string_view name, const Ed25519PublicKey& key);
  static Result<WitnessKey> Parse(std::string_view text);

  const std::string& name() const { return name_; }
  const NoteKeyId& id() const { return id_; }
  const Ed25519PublicKey& key() const { return key_; }
  std::string Text() const;
  bool operator==(const WitnessKey&) const = default;

 private:
  WitnessKey(std::string name, const Ed25519PublicKey& key, const NoteKeyId& id)
      : name_(std::move(name)), key_(key), id_(id) {}
  std::string name_;
  Ed25519PublicKey key_;
  NoteKeyId id_;
};

// VerifyCosignature gives the newest time at which the witness saw the checkpoint as
// the log's largest. Fails where there is no line of the witness, or one that does not
// verify:
// key id ‖ 64-bit big-endian seconds ‖ signature over
// "cosignature/v1\ntime N\n" ‖ checkpoint text.
Result<Timestamp> VerifyCosignature(const SignedNote& note, const WitnessKey& witness);

// CountCosignatures counts the different keys of witnesses whose cosignature verifies:
// a cosignature does not bind the witness's name. A line of one of them that does not
// verify is an error.
Result<size_t> CountCosignatures(const SignedNote& note,
                                 std::span<const WitnessKey> witnesses);

// CosignatureLine is the line, with its LF, that a witness answers with; here for tests
// and tools. The time is not before 1970.
std::string CosignatureLine(const SignedCheckpoint& checkpoint,
                            const WitnessKey& witness, const Ed25519Signer& signer,
                            Timestamp time);

// AddCheckpointRequest is the body of add-checkpoint: "old N", the consistency proof in
// base64, an empty line, the checkpoint. From size 0 the proof is empty.
std::string AddCheckpointRequest(uint64_t old_size, const ProofHashes& consistency,
                                 const SignedCheckpoint& checkpoint);

// AddCosignatures puts the lines of a witness's answer behind the checkpoint's own.
// Every line must be a well-formed signature line; all by the given witnesses must
// verify, and there must be one. Lines of strangers are left out, and a line that is
// there already is not repeated. Fails where the answer is a tree size, as of a witness
// that knows the log at another one, and where the checkpoint would outgrow its limits.
Result<SignedCheckpoint> AddCosignatures(const SignedCheckpoint& checkpoint,
                                         std::string_view response,
                                         std::span<const WitnessKey> witnesses);

}  // namespace certseal
