// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/parallel.h"
#include "base/result.h"
#include "issue/award.h"
#include "issue/school_directory.h"
#include "issue/template_store.h"
#include "register/register.h"
#include "roster/roster.h"

namespace certseal {

// What becomes of a roster's row.
enum class RowFate {
  kIssue,          // a certificate will be issued
  kAlreadyIssued,  // the register has one for this graduate, course and date
  kLeftOut,        // the administrator said so
  kError,          // it has an error, and nobody said to leave it out
};

struct PlannedRow {
  size_t row = 0;  // its place in Roster::rows
  int line = 0;
  RowFate fate = RowFate::kError;
  std::optional<CertificateCode> existing;  // of kAlreadyIssued
  int duplicate = 0;                        // counts deliberate further certificates
  const Renderer* renderer = nullptr;       // of kIssue; the store's
  Findings findings;                        // of the reading and of the planning
};

// RosterPlan is kept small, a hundred bytes a row: what is to be awarded is made again from
// the roster whenever it is asked for.
struct RosterPlan {
  std::vector<PlannedRow> rows;  // in the order of the roster's
  Findings findings;             // of the school and of all rows together
  // Gives the award of a row that is a graduate, the same each time. Safe from several threads.
  std::function<Award(const PlannedRow&)> award_of;

  size_t Count(RowFate fate) const;
};

// Selection is what the administrator decided about rows; which to skip the roster's
// reader was told already, since that changes what is a duplicate.
struct Selection {
  bool valid_only = false;   // leave out every row with an error
  std::set<int> duplicates;  // issue these although a certificate exists
};

// PlanRoster decides each row's fate without changing anything: it asks the register
// for what exists and tries each page for its fit. A line in the selection that the
// roster does not have is an error. The plan does not depend on how many threads, `jobs`,
// try the pages; register and store are used by the calling thread alone. Roster, school
// and store must outlive the plan.
Result<RosterPlan> PlanRoster(const Roster& roster, const Selection& selection,
                              const School& school, Register& reg, TemplateStore& store,
                              unsigned jobs = HardwareThreads());

}  // namespace certseal
