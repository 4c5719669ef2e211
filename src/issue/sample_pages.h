// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "issue/award.h"
#include "page/content.h"
#include "school/profile.h"

namespace certseal {

// SamplePage is what a template is tried with.
struct SamplePage {
  std::string label;  // longest, ordinary, bilingual, shortest
  PageContent content;
};

// ReadSamplePage reads a page that a designer wrote, {"language":"","fields":{},"lists":{}}.
// Fails for a name that no template can show, with a suggestion.
Result<SamplePage> ReadSamplePage(std::string_view json, std::string label);

// SampleCode is nobody's.
CertificateCode SampleCode();

// SamplePageOf is an award's page before it is issued: the code is as wide as one can be,
// the QR as full, and neither is a certificate's.
PageContent SamplePageOf(const Award& award, const SchoolProfile& profile,
                         bool replaces = false);

// SampleProfile is a school's for who has none yet.
SchoolProfile SampleProfile();

// SamplePages are the longest, an ordinary, a bilingual and the shortest certificate that a
// template has to take, made as certificates are, from a school's profile: whatever a page
// can show, they show. Nobody of them exists, and their QR says so.
std::vector<SamplePage> SamplePages(const SchoolProfile& profile);

}  // namespace certseal
