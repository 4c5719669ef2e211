// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "base/date.h"
#include "trust/trust_file.h"
#include "verify/claims.h"
#include "verify/register_source.h"
#include "verify/report.h"
#include "verify/subject.h"

namespace certseal {

// LookupOptions is all that a verdict may depend on beside the subject itself: nothing
// is taken from the certificate that the employer did not accept before.
struct LookupOptions {
  const std::vector<TrustFile>& schools;     // accepted by the employer
  const RegisterSource* source = nullptr;    // where to look a certificate up, or nowhere
  bool offline = false;                      // the employer asked to go without
  Claims claims;
  Timestamp now;
};

// Lookup checks one certificate: document, record, log, register, status, dates, claims,
// in this order, and comes to one verdict. It never fails: what could not be looked at
// is an answer too.
Report Lookup(const Subject& subject, const LookupOptions& options);

}  // namespace certseal
