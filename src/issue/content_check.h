// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/date.h"
#include "issue/award.h"
#include "issue/school_directory.h"
#include "page/content.h"
#include "roster/finding.h"

namespace certseal {

// CheckContent holds what a certificate will say against the school's content rules
// (docs/rules.md). `page` is what MakePage makes of the award; `today` the day of
// issue.
Findings CheckContent(const Award& award, const PageContent& page, const School& school,
                      Date today);

}  // namespace certseal
