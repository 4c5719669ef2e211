// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "issue/award.h"
#include "page/content.h"

namespace certseal {

// MakePage is what the page will show, in the award's language (docs/templates.md names
// the fields). What the school wrote itself, as the course's title, and what an
// accreditor words stay as they are. A language that is not known is English.
PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces = {});

}  // namespace certseal
