// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crypto/digest.h"
#include "site/site_source.h"

namespace certseal {

// ReadSiteFile reads a file that must be there; the error names the site and the file.
Result<std::string> ReadSiteFile(const SiteSource& source, std::string_view path,
                                 size_t max_bytes);

// ReadByDigest reads what the site keeps under its SHA-256 (status/manifest.h) and
// demands that it is what the digest says.
Result<std::string> ReadByDigest(const SiteSource& source, const Sha256Digest& sha256,
                                 size_t max_bytes);

}  // namespace certseal
