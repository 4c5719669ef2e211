// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "issue/award.h"
#include "language/language.h"
#include "page/content.h"
#include "rules/ruled_certificate.h"

namespace certseal {

// RuledOf is the award as the content rules see it. Both arguments must outlive it.
RuledCertificate RuledOf(const Award& award, const SchoolProfile& profile);

// CreditRows are the accreditors' statements that a certificate carries, as rows of the
// page's list "credits": those whose approval holds on the day of completion, for the
// graduate's profession and the course. `text` is the whole line; `before`, `emphasis`
// and `after` are the same in three parts, the middle one in italics.
std::vector<PageRow> CreditRows(const Award& award, const SchoolProfile& profile);

// SignatureRows are the rows of the page's list "signatories": the school's first
// three, with the pictures of their signatures, and the graduate where one of those
// statements asks for it and there is room.
std::vector<PageRow> SignatureRows(const Award& award, const SchoolProfile& profile,
                                   const Language& language);

}  // namespace certseal
