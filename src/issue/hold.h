// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/result.h"
#include "issue/change_status.h"
#include "issue/school_directory.h"
#include "register/register.h"

namespace certseal {

// HeldCertificate is what a list of certificates on hold shows.
struct HeldCertificate {
  ListedCertificate certificate;
  Hold hold;
};

// ListHeld gives all that are on hold, the longest first.
Result<std::vector<HeldCertificate>> ListHeld(Register& reg);

struct MovedFiles {
  size_t moved = 0;
  std::vector<CertificateCode> missing;  // have no file
};

// MoveHeldFiles takes the files of what was just put on hold out of the way, and those
// of what was just released back.
Result<MovedFiles> MoveHeldFiles(const SchoolPaths& paths,
                                 std::span<const PlannedChange> changes);

}  // namespace certseal
