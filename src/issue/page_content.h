// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "issue/award.h"
#include "page/content.h"

namespace certseal {

// MakePage is what the page will show (docs/templates.md names the fields).
PageContent MakePage(const Award& award, const SchoolProfile& profile,
                     const CertificateCode& code, Timestamp issued,
                     const std::string& qr_text,
                     const std::optional<CertificateCode>& replaces = {});

}  // namespace certseal
