// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "status/status_list.h"
#include "support/test_signer.h"

namespace certseal {

// SampleFacts is the example of docs/status.md: the revocation list of block 0 in which
// one certificate is revoked.
inline StatusListFacts SampleFacts() {
  StatusBits bits;
  bits.Set(94'567, true);
  return {SiteAddress::Parse("https://verify.school.example/").value(),
          {StatusPurpose::kRevocation, 0},
          *Timestamp::ParseRfc3339("2026-11-23T17:00:00Z"),
          *Timestamp::ParseRfc3339("2026-11-30T17:00:00Z"),
          bits};
}

inline TestSigner SampleSigner() { return TestSigner::OfRepeated(9); }

inline StatusList SampleList(const StatusListFacts& facts = SampleFacts()) {
  return StatusList::Sign(facts, "key-2026-01", SampleSigner()).value();
}

}  // namespace certseal
