// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"
#include "trust/trust_file.h"

namespace certseal {

// WritePage writes of the page on which anyone checks a certificate what the site does
// not have yet: the page's directory first, then sw.js, and index.html when all that it
// refers to is there.
Result<void> WritePage(const std::filesystem::path& directory, const TrustFile& trust);

// ReadIndex is the site's index.html; empty where there is none.
Result<std::string> ReadIndex(const std::filesystem::path& directory);

// RemoveOldPages removes from page/ what neither index.html takes its files from: the
// one published now and `former`, which pages may still be open of.
Result<void> RemoveOldPages(const std::filesystem::path& directory,
                            const std::string& former);

}  // namespace certseal
