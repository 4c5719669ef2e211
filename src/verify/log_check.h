// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "log/log_proof.h"
#include "log/merkle.h"
#include "trust/trust_file.h"
#include "verify/register_view.h"
#include "verify/report.h"

namespace certseal {

// LogPlace is what is known of a record's place in its school's log.
struct LogPlace {
  CheckResult result;
  std::string evidence;
  std::optional<uint64_t> index = {};  // of the `issue` entry; only where it is proven
  // A proof is at hand that could not be verified: worse than none, for it may be
  // false.
  bool doubtful = false;
};

// RecordLeaf is the leaf that the log must hold for these record bytes.
LeafHash RecordLeaf(std::string_view record);

// CheckProof judges a proof by itself, without the register: its checkpoint by the
// trust file, with the witnesses that the file demands, and the inclusion under it.
LogPlace CheckProof(const TrustFile& trust, const LeafHash& leaf,
                    const LogProof& proof);

// Whence a proof is: a false one in a certificate makes that false, a false one in a
// card only says that the card is.
enum class ProofOrigin { kCertificate, kCard };

// CheckLog judges it by the register: the leaf stands at the proof's index in the
// current log, which must extend the proof's own checkpoint. Where the register could
// not be verified, the proof of a certificate still counts by itself.
LogPlace CheckLog(RegisterView& view, const LeafHash& leaf, const LogProof& proof,
                  ProofOrigin origin);

}  // namespace certseal
