// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "issue/school_directory.h"
#include "register/register.h"

namespace certseal {

// PlannedErasure is a certificate whose holder is to be forgotten.
struct PlannedErasure {
  ListedCertificate certificate;
  // Of the same person, by correction and renewal, and not erased: they keep the name.
  std::vector<CertificateCode> kin;
};

// PlanErasure names all codes that the register does not have. What is erased already
// may be erased again.
Result<std::vector<PlannedErasure>> PlanErasure(Register& reg,
                                                std::span<const CertificateCode> codes);

struct ErasureSummary {
  size_t files = 0;  // PDFs deleted
  size_t cards = 0;  // deleted from the school's site/
};

// EraseCertificates deletes what is personal: from the register, the PDFs, the cards in
// the school's site/. Code, course, dates, the events and the log stay, and need no
// key.
//
// The PDFs go first: were the register to forget first and the rest to fail, nobody
// would know any more under which name a file lies. Where the register then fails, the
// certificates are as before and their files can be drawn again. The cards go last: a
// published card is not written a second time, and publishing removes what is left.
Result<ErasureSummary> EraseCertificates(const School& school, Register& reg,
                                         std::span<const PlannedErasure> erasures,
                                         Timestamp now);

}  // namespace certseal
