// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "base/result.h"
#include "base/site_address.h"
#include "crypto/verifier_key.h"
#include "log/checkpoint.h"

namespace certseal {

// RememberedCheckpoint is a state of a school's register that an employer has seen.
struct RememberedCheckpoint {
  SignedCheckpoint checkpoint;
  Timestamp head;  // the time that the register gave itself
  Timestamp seen;  // by this computer's clock
};

// CheckpointMemory keeps the newest checkpoint seen of each school, so that nobody can
// show an employer an older register, or another one, unseen. One file each, named by
// the SHA-256 of origin, LF and root key (two schools of one origin do not mix):
//
//   certseal remembered/v1
//   head 2026-11-25T11:00:00Z
//   seen 2026-11-25T12:00:00Z
//
//   the signed checkpoint, with its own empty line
class CheckpointMemory {
 public:
  // The directory need not exist yet.
  explicit CheckpointMemory(std::filesystem::path directory)
      : directory_(std::move(directory)) {}

  // Recall gives what was seen, nothing where there was nothing. A file that cannot be
  // read is an error: a lost memory must not pass for none.
  Result<std::optional<RememberedCheckpoint>> Recall(const SiteAddress& site,
                                                     const VerifierKey& root) const;

  // Keep writes it in the place of what was there.
  Result<void> Keep(const SiteAddress& site, const VerifierKey& root,
                    const RememberedCheckpoint& seen) const;

  // SaveFork keeps two checkpoints that cannot both be of one log, as evidence, and
  // gives the directory they are in.
  Result<std::filesystem::path> SaveFork(const SignedCheckpoint& first,
                                         const SignedCheckpoint& second) const;

 private:
  std::filesystem::path PathOf(const SiteAddress& site, const VerifierKey& root) const;
  std::filesystem::path directory_;
};

}  // namespace certseal
