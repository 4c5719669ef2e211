// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "trust/trust_file.h"

namespace certseal {

// IndexPage is the site's index.html: whose register this is, how to check a certificate,
// and the fingerprint to compare. It has no script and asks for nothing from elsewhere.
std::string IndexPage(const TrustFile& trust);

}  // namespace certseal
