// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/log_replay.h"
#include "base/result.h"
#include "trust/trust_file.h"

namespace certseal {

// TrustHistory is every trust file that the log names, with its place there.
class TrustHistory {
 public:
  struct Version {
    uint64_t index;  // of its `keys` entry
    TrustFile file;
  };

  // Make demands that the stored files are those of the log's entries, no more and no
  // less, and each a valid successor of the one before it.
  static Result<TrustHistory> Make(
      const LogReplay& log,
      const std::vector<std::pair<uint64_t, std::string>>& stored);

  const std::vector<Version>& versions() const { return versions_; }  // may be empty
  const TrustFile& newest() const { return versions_.back().file; }

  // At is the newest file that the first `size` entries name; null: none.
  const TrustFile* At(uint64_t size) const;

  enum class KeyStanding { kCounts, kDisowned, kNever };
  // StandingOf tells whether what an issuer key signed for entry `index` counts: by the
  // newest file; or it did when it was logged, and the key was closed at an earlier
  // entry since; or it never did.
  KeyStanding StandingOf(const IssuerKey& key, uint64_t index) const;

 private:
  std::vector<Version> versions_;
};

}  // namespace certseal
