// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>

#include "base/date.h"
#include "base/result.h"
#include "issue/roster_plan.h"
#include "roster/date_forms.h"
#include "roster/field.h"

namespace certseal {

// FieldValues are values by field: of a roster's row, or as a person types them.
using FieldValues = std::map<Field, std::string>;

// RowToRead is a certificate as the one row of a roster.
struct RowToRead {
  FieldValues kept;  // what the register holds
  FieldValues set;   // what is changed; wins over `kept`
  std::string course;
  std::optional<DateOrder> dates = {};  // how to read 03/04/2026
  Date today;
  bool again = false;  // plan it although the register has such a certificate
};

struct RereadPlan {
  PlannedRow planned;
  Award award;
};

// RereadRow reads and plans the row by the roster's rules. The Error has one line for
// each problem, in terms of the fields. Of what is no error the findings on `set` and
// on the whole row are kept.
Result<RereadPlan> RereadRow(const RowToRead& row, const School& school, Register& reg,
                             TemplateStore& store);

}  // namespace certseal
