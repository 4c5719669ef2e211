// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "issue/reread_row.h"
#include "issue/school_directory.h"
#include "issue/successor.h"
#include "issue/template_store.h"

namespace certseal {

// CorrectableFields are those that a certificate can be corrected in: all of a roster's
// but the course, the fee and the parts of a name.
const std::vector<Field>& CorrectableFields();

struct SuccessorOptions {
  FieldValues set = {};
  std::optional<DateOrder> dates = {};  // how to read 03/04/2026
  Date today;
};

// PlanCorrection changes these fields of a certificate and nothing else. The new values
// are read and judged as a roster's are; course and expiry are those that were issued;
// what school.json and the template say is today's. The Error has one line for each
// problem. A correction that changes nothing is refused, unless it is to `reissue`.
//
// A revoked certificate may get a successor, one that is replaced or erased may not.
Result<SuccessorPlan> PlanCorrection(const CertificateCode& code,
                                     const SuccessorOptions& options, bool reissue,
                                     const School& school, Register& reg,
                                     TemplateStore& store);

// PlanRenewal issues the certificate anew for a refresher: to the same person, for the
// course as it stands in today's catalogue, with the completion date in `set`.
// Attendance and place are the course's and the school's unless `set` says otherwise.
// The earlier one goes on until it expires, unless `replace`.
Result<SuccessorPlan> PlanRenewal(const CertificateCode& code,
                                  const SuccessorOptions& options, bool replace,
                                  const School& school, Register& reg,
                                  TemplateStore& store);

}  // namespace certseal
