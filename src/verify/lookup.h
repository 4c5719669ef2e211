// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/date.h"
#include "trust/trust_file.h"
#include "verify/claims.h"
#include "verify/report.h"
#include "verify/school_registers.h"
#include "verify/subject.h"

namespace certseal {

// LookupOptions is all that a verdict may depend on beside the subject itself: nothing
// is taken from the certificate that the employer did not accept before.
struct LookupOptions {
  const std::vector<TrustFile>& schools;  // accepted by the employer
  SchoolRegisters* registers = nullptr;   // null: he asked to go without (offline)
  Claims claims = {};
  Timestamp now;
};

// Lookup checks one certificate: document, record, log, register, status, dates,
// claims, and comes to one verdict. It never fails: what could not be looked at is an
// answer too. Safe from several threads, also with the same options.
Report Lookup(const Subject& subject, const LookupOptions& options);

}  // namespace certseal
