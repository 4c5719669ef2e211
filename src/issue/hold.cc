// SPDX-License-Identifier: Apache-2.0
#include "issue/hold.h"

#include "issue/certificate_files.h"
#include "register/stored_in_turn.h"

namespace certseal {

Result<std::vector<HeldCertificate>> ListHeld(Register& reg) {
  ASSIGN_OR_RETURN(std::vector<Hold> holds, reg.Held());
  const std::vector<CertificateCode> codes = CodesOf(holds);
  StoredInTurn certificates(codes, reg);
  std::vector<HeldCertificate> held;
  for (Hold& hold : holds) {
    ASSIGN_OR_RETURN(const auto stored, certificates.Next());
    if (!stored) continue;  // released meanwhile
    held.push_back(
        {{stored->row.facts, stored->state, stored->erased}, std::move(hold)});
  }
  return held;
}

Result<MovedFiles> MoveHeldFiles(const SchoolPaths& paths,
                                 std::span<const PlannedChange> changes) {
  MovedFiles files;
  for (const PlannedChange& change : changes) {
    const CertificateFacts& facts = change.certificate.facts;
    const FilePlace place =
        PlaceFor(change.after(), change.order == StatusOrder::kHold);
    ASSIGN_OR_RETURN(const bool found, MoveCertificateFile(paths, facts, place));
    if (found) {
      ++files.moved;
    } else {
      files.missing.push_back(facts.code);
    }
  }
  return files;
}

}  // namespace certseal
