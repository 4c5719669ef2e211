// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/site_address.h"
#include "site/site_source.h"
#include "trust/trust_file.h"

namespace certseal {

// How many versions a lookup follows at once.
inline constexpr uint64_t kMaxTrustSteps = 200;

// FollowTrust goes from an accepted trust file upward to a version, by the files
// keys/<version> of the site, each of which must be the successor of the one before. An
// older version than the accepted one is an error.
Result<TrustFile> FollowTrust(const SiteSource& source, TrustFile accepted,
                              uint64_t version);

// FetchTrust is for a school that was never accepted: it reads keys/1 and follows to
// the newest file there is. That it is the school's, a person must say who compares its
// fingerprint.
Result<TrustFile> FetchTrust(const SiteSource& source, const SiteAddress& site);

// FollowToNewest goes upward from an accepted file as long as there is a next one.
Result<TrustFile> FollowToNewest(const SiteSource& source, TrustFile accepted);

// DescribeKeyChanges says what is different in a later version, one line each: keys
// that were added and closed, a new root, witnesses.
std::vector<std::string> DescribeKeyChanges(const TrustFile& from, const TrustFile& to);

}  // namespace certseal
