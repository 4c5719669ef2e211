// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/result.h"
#include "issue/award.h"
#include "issue/school_directory.h"
#include "page/content.h"
#include "register/register.h"

namespace certseal {

// IssuedAward is a certificate as it was issued, read back from what the register
// froze.
struct IssuedAward {
  Award award;       // its course is the record's, not today's catalogue's
  PageContent page;  // as it was drawn
};

// ReadIssuedAward reads it from record and page. What the record does not say of its
// course (for one who only attended: what is assessed) comes from today's catalogue,
// where the course still is. Fails for an erased certificate.
Result<IssuedAward> ReadIssuedAward(const StoredCertificate& certificate,
                                    const Catalogue& today);

// SchoolAsOf is the school with this course alone in its catalogue and no defaults of
// its own, so that what is issued again is what was issued but for what is changed.
// `today` gives who the course is open to, where `check_profession`.
Result<School> SchoolAsOf(const IssuedAward& issued, const School& today,
                          bool check_profession);

}  // namespace certseal
